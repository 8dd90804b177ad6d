import { expect, test } from "vitest";
import type { Model } from "../engine/compose.ts";
import { firstInVain, type Standing } from "./waiting.ts";

const model = (condition: string, more: object = {}): Model => ({
  name: "p",
  services: { worker: { depends_on: { db: { condition, ...more } } }, db: {} },
});
const up: Standing = { running: true, exitCode: 0 };
const of = (condition: string, db?: Standing, more?: object) =>
  firstInVain(model(condition, more), new Map(db && [["db", db]]));

test.each([
  ["service_healthy", { ...up, health: { status: "healthy", said: "" } }],
  ["service_started", up],
  ["service_completed_successfully", { running: false, exitCode: 0 }],
  ["service_healthy", undefined],
] as const)("%s: nothing is missing", (condition, standing) => {
  expect(of(condition, standing)).toBeUndefined();
});

test("a healthcheck that fails, with what it said", () => {
  const found = of("service_healthy", { ...up, health: { status: "unhealthy", said: "sh: curl: not found" } });
  expect(found?.message).toBe("worker waits for db to become healthy, and it never does.");
  expect(found?.details).toMatchObject({
    actual: "the healthcheck of db fails: it is unhealthy",
    evidence: "sh: curl: not found",
  });
  expect(found?.key).toEqual(["services", "worker", "depends_on", "db"]);
});

test("no healthcheck at all", () => {
  expect(of("service_healthy", up)?.details.actual).toBe("neither the service db nor its image has a healthcheck");
});

test("a server that is waited for as if it came to an end", () => {
  expect(of("service_completed_successfully", up)?.details.actual).toBe("db is still running");
});

test("one that ended with an error, whatever it was waited for", () => {
  for (const condition of ["service_healthy", "service_completed_successfully"])
    expect(of(condition, { running: false, exitCode: 3 })?.details.actual).toBe("db exited with code 3");
});

test("what need not be there is not waited for", () => {
  expect(of("service_healthy", up, { required: false })).toBeUndefined();
});
