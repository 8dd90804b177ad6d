import { describe, expect, test } from "vitest";
import { alone, exhibit, NO_BETTER, pointsFor, speedUp, times } from "./speed-up.ts";

describe("points", () => {
  test.each([
    [0, 8, 0],
    [1, 8, 0],
    [NO_BETTER, 8, 0],
    [5.35, 8, 45],
    [7.19, 8, 90],
    [0.9 * 8, 8, 90],
    [8, 8, 90],
    [30, 8, 90],
  ])("a speed-up of %f beside %f earns %i", (student, reference, points) => {
    expect(pointsFor(student, reference, 90)).toBe(points);
  });

  test("never fall when the speed-up grows, and stay whole and within bounds", () => {
    for (const reference of [4.5, 6, 8, 9.5]) {
      let before = 0;
      for (let student = 0; student < 12; student += 0.01) {
        const points = pointsFor(student, reference, 90);
        expect(Number.isInteger(points) && points >= before && points <= 90).toBe(true);
        before = points;
      }
      expect(before).toBe(90);
    }
  });

  test.each([1, 3, 3.5, 3.8])(
    "a reference that is hardly faster itself (%f) gives nobody points for nothing",
    (reference) => {
      expect(pointsFor(3, reference, 90)).toBe(0);
      expect(pointsFor(NO_BETTER, reference, 90)).toBe(0);
      expect(pointsFor(4, reference, 90)).toBe(90);
    },
  );
});

describe("the exhibit", () => {
  const student = { one: 3.2, ten: 9.6, fixed: 25.6 };
  const reference = { one: 3, ten: 9, fixed: 27 };

  test("has a bar for each speed of both, with its factor, and the ideal", () => {
    const { bars, unit } = exhibit(student, reference);
    expect(unit).toBe("hashes/s");
    expect(bars.map(({ group, value, note }) => [group, value, note])).toEqual([
      ["you", 3.2, undefined],
      ["you", 9.6, "x3.0"],
      ["you", 25.6, "x8.0"],
      ["reference", 3, undefined],
      ["reference", 9, "x3.0"],
      ["reference", 27, "x9.0"],
      ["ideal", 32, "x10.0"],
    ]);
  });

  test("says why ten are not ten times as fast, and what is still missing with the fix", () => {
    expect(exhibit(student, reference).caption).toMatch(/^Ten workers alone reach 9\.6 hashes\/s, not 32,/);
    expect(exhibit(student, reference).caption).toContain("With the fix 20% of ten times one worker is still missing");
    expect(exhibit({ ...student, fixed: 33 }, reference).caption).toContain("With the fix 0% of");
  });

  test("says nothing about a fix that fixed nothing", () => {
    expect(exhibit({ ...student, fixed: 9.7 }, reference).caption).not.toContain("With the fix");
  });
});

test("a speed-up is the speed with the fix, in speeds of one worker", () => {
  expect(speedUp({ one: 3, ten: 9, fixed: 24 })).toBe(8);
  expect(times(8)).toBe("x8.0");
});

test("nobody gains by making one worker slow: the faster of two readings counts, and nearly the reference's speed", () => {
  expect(alone(3.3, 3.4, 3.4)).toBe(3.4);
  expect(alone(2.8, 3.4, 3.4)).toBe(3.4);
  expect(alone(2.8, 2.8, 3.4)).toBeCloseTo(3.23);
  // A stack that is slower by a seventh with one worker and with ten still earns everything.
  const slow = 0.86;
  expect((slow * 31) / alone(slow * 3.4, slow * 3.4, 3.4)).toBeGreaterThan((0.9 * 31) / 3.4);
});
