import { expect, test } from "vitest";
import { isOlder, laterKey } from "./too-old.ts";

const unknown = (place: string, key: string) =>
  `validating docker-compose.yml: ${place} Additional property ${key} is not allowed`;

test.each([
  [unknown("services.db.healthcheck", "start_interval"), "healthcheck.start_interval"],
  ["services.db.healthcheck additional properties 'start_interval' not allowed", "healthcheck.start_interval"],
  [unknown("services.db", "develop"), "develop.watch"],
  [unknown("services.db.networks.front", "gw_priority"), "networks.gw_priority"],
  [unknown("networks.front", "enable_ipv4"), "networks.enable_ipv4"],
  [unknown("services.db.volumes.0.bind", "recursive"), "volumes.bind.recursive"],
])("%s: a key of a later Compose", (complaint, name) => expect(laterKey(complaint, "")?.name).toBe(name));

test.each([
  unknown("services.db", "start_interval"),
  unknown("services.db", "biuld"),
  unknown("services.db.build", "develop"),
  unknown("(root)", "annotations"),
])("%s: a mistake", (complaint) => expect(laterKey(complaint, "")).toBeUndefined());

test("a pull policy of a later Compose is told from one that there is not", () => {
  const complaint = 'services.db.pull_policy must be one of the following: "always", "never"';
  expect(laterKey(complaint, "pull_policy: daily")?.name).toContain("pull_policy");
  expect(laterKey(complaint, "pull_policy: often")).toBeUndefined();
});

test("versions are compared by their numbers", () => {
  expect(isOlder("2.9.1", "2.26.0")).toBe(true);
  expect(isOlder("2.26.1", "2.26.1")).toBe(false);
  expect(isOlder("5.0.0", "2.39.0")).toBe(false);
});
