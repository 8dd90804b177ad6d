import { expect, test } from "vitest";
import type { Model } from "../engine/compose.ts";
import { sealed } from "./sealed.ts";

const seal = (model: object) => sealed({ name: "x", services: {}, ...model } as Model, "/home/work");

test("paths that Compose found in the submission lead to where it lies, and no other text changes", () => {
  const web = {
    build: { context: "/submission/web", dockerfile: "/submission/web/Dockerfile" },
    environment: { AT: "/submission/web" },
    volumes: [
      { type: "bind", source: "/submission", target: "/submission" },
      { type: "bind", source: "/submission-of-others", target: "/a" },
      { type: "bind", source: "/etc", target: "/b" },
      { type: "volume", source: "/submission/data", target: "/c" },
    ],
  };
  const named = { file: "/submission/key" };
  expect(seal({ services: { web }, secrets: { named }, configs: { named } })).toEqual({
    name: "x",
    services: {
      web: {
        ...web,
        build: { context: "/home/work/web", dockerfile: "/home/work/web/Dockerfile" },
        volumes: [{ ...web.volumes[0], source: "/home/work" }, ...web.volumes.slice(1)],
      },
    },
    secrets: { named: { file: "/home/work/key" } },
    configs: { named: { file: "/home/work/key" } },
  });
});

test("a path that climbs out of the submission does not lead back into it", () => {
  const model = seal({ secrets: { key: { file: "/submission/../../key" } } });
  expect(model).toHaveProperty("secrets.key.file", "/key");
});

test("nothing is left to be read once more, or to be taken from the environment", () => {
  const web = {
    image: "redis",
    env_file: [{ path: "/submission/.env", required: false }],
    label_file: ["/submission/labels"],
    develop: { watch: [{ path: "/", action: "sync" }] },
    annotations: { a: "b" },
    environment: { HOME: null, EMPTY: "" },
  };
  const built = { build: { context: "/submission", args: { SSH_AUTH_SOCK: null, A: "b" } } };
  expect(seal({ services: { web, built } }).services).toEqual({
    web: { image: "redis", environment: { EMPTY: "" } },
    built: { build: { context: "/home/work", args: { A: "b" } } },
  });
});

test("a model without services has none", () => expect(seal({ services: null }).services).toEqual({}));
