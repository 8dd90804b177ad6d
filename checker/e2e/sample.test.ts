import { afterEach, expect, test, vi } from "vitest";
import { sample } from "./sample.ts";

const ten = Array.from({ length: 10 }, (_, number) => number);
afterEach(() => void vi.unstubAllEnvs());

test("without a number, all", () => expect(sample(ten)).toEqual(ten));

test.each([
  ["1", ten],
  ["4", [0, 4, 8]],
  ["500", [0]],
])("each %s., always the same", (every, chosen) => {
  vi.stubEnv("WORKSHOP_EVERY", every);
  expect(sample(ten)).toEqual(chosen);
});

test("where the usual is a part, a number of one is all", () => {
  expect(sample(ten, 5)).toEqual([0, 5]);
  vi.stubEnv("WORKSHOP_EVERY", "1");
  expect(sample(ten, 5)).toEqual(ten);
});
