import { expect, test } from "vitest";
import { until } from "./until.ts";

const { signal } = new AbortController();

/** Seconds that it waited for something that never comes. */
async function waited(load: number): Promise<number> {
  const began = performance.now();
  expect(await until(async () => undefined, { deadline: 0.1, every: 0.01, signal, load: () => load })).toBeUndefined();
  return (performance.now() - began) / 1000;
}

test("gives what was looked for, as soon as it is there", async () => {
  let looks = 0;
  expect(await until(async () => (++looks === 3 ? "there" : undefined), { deadline: 60, every: 0, signal })).toBe(
    "there",
  );
  expect(looks).toBe(3);
});

test("a deadline comes later on a machine that is out of breath", async () => {
  expect(await waited(3)).toBeLessThan(0.3);
  expect(await waited(5)).toBeGreaterThanOrEqual(0.3);
});

test("an aborted signal ends it with the signal's reason", async () => {
  const aborted = AbortSignal.abort(new Error("enough"));
  await expect(until(async () => "there", { deadline: 60, signal: aborted })).rejects.toThrow("enough");
});
