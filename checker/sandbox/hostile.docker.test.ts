import { afterAll, describe, expect, test } from "vitest";
import { hostile } from "../../test/security/hostile/hostile.ts";
import { Report } from "../core/report.ts";
import { attempt, leftovers, resultOf } from "../e2e/attempt.ts";
import { sample } from "../e2e/sample.ts";

afterAll(async () => expect(await leftovers(process.env)).toEqual([]));

test("there are at least 230, each with a title of its own", () => {
  expect(new Set(hostile.map(({ title }) => title)).size).toBe(hostile.length);
  expect(hostile.length).toBeGreaterThanOrEqual(230);
});

describe("refused before anything of it runs:", () => {
  test.concurrent.each(sample(hostile))("$title", async ({ part, edit, fails, rule, says, network }) => {
    const report = Report.parse(await attempt(process.env, { part, edit, until: fails, ...(network && { network }) }));
    const { outcome, earned } = resultOf(report, fails);
    if (outcome.status !== "failed") throw new Error(`not failed: ${JSON.stringify(outcome)}`);
    expect(earned).toBe(0);
    if (rule !== undefined) expect(outcome.finding.code).toBe(rule);
    expect(JSON.stringify(outcome.finding)).toMatch(says ?? /./);
    expect(report.steps.filter(({ phase }) => phase === "start")).toEqual([]);
    expect(outcome.finding.file).toBeDefined();
  });
});
