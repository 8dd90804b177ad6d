import { expect, test } from "vitest";
import { possible } from "./lab.ts";
import type { Outcome, Result } from "./report.ts";
import { score, verdict } from "./score.ts";
import { check, worth } from "./testing.ts";

const passed: Outcome = { status: "passed" };
const failed: Outcome = { status: "failed", finding: { message: "wrong" } };
const errored: Outcome = { status: "errored", error: { code: "TOO_NOISY", message: "noisy", advice: "" } };
const blocked = (cause: "failed" | "errored"): Outcome => ({ status: "blocked", by: "another", cause });

function result(points: number, outcome: Outcome, earned = outcome.status === "passed" ? points : 0): Result {
  return { title: "title", section: "section", why: "why", seconds: 0, points, earned, outcome };
}

test("points are added up; what an error of ours leaves open is undecided, not lost", () => {
  const results = [
    result(10, passed),
    result(20, failed, 5),
    result(30, blocked("failed")),
    result(7, errored),
    result(3, blocked("errored")),
  ];
  expect(score(results)).toEqual({ earned: 15, possible: 70, undecided: 10 });
});

test.each([
  ["passed", [result(1, passed), result(0, passed)]],
  ["passed", [result(1, passed), result(0, failed)]],
  ["passed", [result(1, passed), result(0, blocked("failed"))]],
  ["failed", [result(1, passed), result(1, failed)]],
  ["failed", [result(1, passed), result(10, failed, 9)]],
  ["failed", [result(1, passed), result(1, blocked("failed"))]],
  ["errored", [result(1, passed), result(1, errored)]],
  ["errored", [result(1, failed), result(1, errored)]],
  ["errored", [result(0, errored), result(1, failed), result(1, blocked("errored"))]],
])("the verdict is %s (case %#)", (expected, results) => {
  expect(verdict(results)).toBe(expected);
});

test("a part is worth what its checks are worth", () => {
  const checks = [worth(5), worth(0), worth(15)].map((options) => check("title", options, async () => undefined));
  expect(possible({ title: "part", checks })).toBe(20);
});
