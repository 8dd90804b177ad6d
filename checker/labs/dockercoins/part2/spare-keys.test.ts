import { describe, expect, test } from "vitest";
import { type Document, LineCounter, parseDocument } from "yaml";
import type { Model, ServiceSpec } from "../../../engine/compose.ts";
import type { JudgedModel } from "../../../sandbox/model.ts";
import { spareKeys, tooManyKeys } from "./spare-keys.ts";

/** A compose file, and the model that Compose makes of it as far as spare keys are concerned. */
function file(text: string, services: Model["services"]) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const name = "docker-compose.yml";
  const model = { name: "project", services } as JudgedModel;
  return { name, files: [name], document: document as Document, lines, model };
}

const spare = (text: string, services: Model["services"]) =>
  spareKeys(file(text, services)).map(({ path, line }) => `${line}: ${path}`);

/** One service `rng` with one key more. */
const withKey = (yaml: string, service: ServiceSpec = {}) =>
  spare(`services:\n  rng:\n    build: rng\n    ${yaml}\n`, { rng: service });

const page = { ports: [{ target: 80, published: "8000" }] };

test("a file with only what it takes has none", () => {
  const text = 'services:\n  redis:\n    image: redis\n  webui:\n    build: webui\n    ports: ["8000:80"]\n';
  expect(spare(text, { redis: {}, webui: page })).toEqual([]);
  expect(tooManyKeys(file(text, { redis: {}, webui: page }), 10)).toBeUndefined();
});

describe("at the top level", () => {
  test("name; version is advice (19 of 24 real files have it)", () => {
    expect(spare('version: "3"\nname: coins\nservices:\n  rng:\n    build: rng\n', { rng: {} })).toEqual(["2: name"]);
  });

  const networks = "services:\n  rng:\n    build: rng\n  webui:\n    build: webui\nnetworks:\n  all:\n";
  test("one network for all services", () => {
    expect(spare(networks, { rng: { networks: { all: null } }, webui: { networks: { all: null } } })).toEqual([
      "6: networks",
    ]);
  });

  test.each([
    ["two networks", { rng: { networks: { all: null } }, webui: { networks: { front: null } } }],
    ["one service on two", { rng: { networks: { all: null } }, webui: { networks: { all: null, front: null } } }],
    ["all on the same two", { rng: { networks: { a: null, b: null } }, webui: { networks: { a: null, b: null } } }],
  ])("not %s, which separate or join something", (_, services) => {
    expect(spare(networks, services)).toEqual([]);
  });
});

describe("in a service", () => {
  test.each([
    "container_name: rng",
    "hostname: rng",
    "expose: [80]",
    "links: [redis]",
    "tty: true",
    "stdin_open: true",
  ])("%s", (yaml) => {
    expect(withKey(yaml)).toEqual([`4: services.rng.${yaml.split(":")[0]}`]);
  });

  test("depends_on when it is only about order", () => {
    expect(withKey("depends_on: [redis]", { depends_on: { redis: { condition: "service_started" } } })).toHaveLength(1);
    expect(withKey("depends_on: [redis]", { depends_on: { redis: {} } })).toHaveLength(1);
    expect(withKey("depends_on: x", { depends_on: { redis: { condition: "service_healthy" } } })).toEqual([]);
    expect(
      withKey("depends_on: x", { depends_on: { a: {}, b: { condition: "service_completed_successfully" } } }),
    ).toEqual([]);
  });

  test("ports of what nobody has to reach from outside, and more than one of the page", () => {
    const beside = (service: ServiceSpec) =>
      spare("services:\n  rng:\n    ports: x\n  webui:\n    ports: y\n", { rng: service, webui: page });
    expect(beside({ ports: [{ target: 80, published: "8001" }] })).toEqual(["3: services.rng.ports"]);
    expect(beside({ ports: [{ target: 80 }] })).toEqual(["3: services.rng.ports"]);
    const elsewhere = { ports: [{ target: 80, published: "8080" }] };
    expect(
      spare("services:\n  rng:\n    ports: x\n  webui:\n    ports: y\n", { rng: { ...elsewhere }, webui: elsewhere }),
    ).toEqual(["3: services.rng.ports"]);
    // Where nobody publishes the page, these may be the ports that were meant to.
    expect(withKey("ports: x", { ports: [{ target: 80, published: "80" }] })).toEqual([]);
    expect(withKey("ports: x", page)).toEqual([]);
    expect(withKey("ports: x", { ports: [...page.ports, { target: 80, published: "80" }] })).toEqual([
      "4: services.rng.ports",
    ]);
  });

  test.each(["image: redis", "command: python rng.py", "restart: always", "environment: {A: b}", "volumes: [a:/b]"])(
    "not %s, which changes something",
    (yaml) => {
      expect(withKey(yaml)).toEqual([]);
    },
  );

  test("a key that only a comment or a value mentions is none", () => {
    expect(withKey("# container_name: rng\n    command: hostname")).toEqual([]);
  });
});

test("each habit costs two points in however many services, and the finding names them all, from the top", () => {
  const text = "name: a\nservices:\n  rng:\n    tty: true\n    hostname: rng\n    build: rng\n";
  const finding = tooManyKeys(file(text, { rng: {} }), 10);
  expect(finding?.message).toBe("3 keys could go.");
  expect(finding?.details).toMatchObject({ earned: 4, file: "docker-compose.yml", line: 1 });
  expect(finding?.details.evidence?.split("\n")).toEqual([
    expect.stringMatching(/^line 1: name \(/),
    expect.stringMatching(/^line 4: services\.rng\.tty \(/),
    expect.stringMatching(/^line 5: services\.rng\.hostname \(/),
  ]);
  expect(tooManyKeys(file("name: a\n", {}), 10)?.message).toBe("One key could go.");
  const twice = "services:\n  rng:\n    tty: true\n  hasher:\n    tty: true\n";
  const both = tooManyKeys(file(twice, { rng: {}, hasher: {} }), 10);
  expect(both?.message).toBe("2 keys could go.");
  expect(both?.details.earned).toBe(8);
  expect(tooManyKeys(file(text, { rng: {} }), 5)?.details.earned).toBe(0);
});
