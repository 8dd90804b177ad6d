import { expect, test } from "vitest";
import { isMore } from "./compose-build.ts";

const file = (build: unknown, more: object = {}) => ({ services: { vote: { build, ...more } } });

test.each([
  ["the folder", file("vote")],
  ["the folder, with a dot before it", file("./vote")],
  ["the folder, with a slash behind it", file("./vote/")],
  ["the folder as a context", file({ context: "./vote", pull: true, labels: ["a=b"] })],
  ["an image", { services: { vote: { image: "redis" } } }],
  ["no such service", { services: {} }],
  ["nothing", null],
])("%s is what is judged anyway", (_, content) => expect(isMore(content, "vote")).toBe(false));

test.each([
  ["another folder", file("app")],
  ["the whole work", file(".")],
  ["a Dockerfile of another name", file({ context: "vote", dockerfile: "Dockerfile.prod" })],
  ["a stage", file({ context: "vote", target: "prod" })],
  ["arguments", file({ context: "vote", args: { A: "b" } })],
  ["a context that is the whole work", file({ dockerfile: "vote/Dockerfile" })],
  ["what another service says", file("vote", { extends: "base" })],
  ["what another file says", { include: ["more.yml"], services: {} }],
])("%s is more", (_, content) => expect(isMore(content, "vote")).toBe(true));
