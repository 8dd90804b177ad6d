import { expect, test } from "vitest";
import { handout, place, points, quantity, seconds, some } from "./words.ts";

test.each([
  [72, "72"],
  [46.666, "46.6"],
  [99.999, "99.9"],
  [7.3, "7.3"],
  [0.1 + 0.2, "0.3"],
])("%s points are written %s: never rounded up", (value, text) => expect(points(value)).toBe(text));

test.each([
  [0.04, "0.0 s"],
  [9.96, "10 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [125, "2 min 5 s"],
])("%s seconds are written %s", (value, text) => expect(seconds(value)).toBe(text));

test.each([
  [4, "4.00"],
  [37.62, "37.6"],
  [1234.5, "1,235"],
  [Number.NaN, "?"],
])("%s is written %s", (value, text) => expect(quantity(value)).toBe(text));

test("places", () => {
  expect(handout("dockercoins", "rng")).toBe("labs/dockercoins/README.md#rng");
  expect(handout("dockercoins", "")).toBe("labs/dockercoins/README.md");
  expect(place({ file: "a", line: 3 })).toBe("a:3");
  expect(place({ file: "a" })).toBe("a");
  expect(some(["a", "b", "c"], 2)).toBe("a, b and 1 more");
});
