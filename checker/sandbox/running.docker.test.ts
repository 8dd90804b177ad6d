import { afterAll, describe, expect, test } from "vitest";
import { hostileAnswers } from "../../test/security/hostile/answers.ts";
import { limits } from "../../test/security/hostile/limits.ts";
import { processes } from "../../test/security/hostile/processes.ts";
import { running } from "../../test/security/hostile/running.ts";
import { attempt, leftovers, resultOf } from "../e2e/attempt.ts";
import { sample } from "../e2e/sample.ts";

afterAll(async () => expect(await leftovers(process.env)).toEqual([]));

/** A build's RUN is limited from outside, which takes root on the engine's own machine (engine/build-warden.ts). */
const limitsBuilds = process.platform === "linux" && process.getuid?.() === 0;
const NEEDS_ROOT = /during the build/;

const all = [...running, ...limits, ...processes, ...hostileAnswers];

test("there are at least forty, each with a title of its own", () => {
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(40);
});

// Each takes a quarter of a minute: the tests take a third of them, WORKSHOP_EVERY=1 takes all.
describe("contained while a good submission gets full marks at the same moment:", () => {
  test.for(sample(all, 3))("$title", async (work, { skip }) => {
    const { title, lab, part, edit, fails, says, buildDeadline } = work;
    skip(NEEDS_ROOT.test(title) && !limitsBuilds, "only root can limit a build");
    const options = { part, edit, until: fails, ...(lab && { lab }), ...(buildDeadline && { buildDeadline }) };
    const [bad, good] = await Promise.all([
      attempt(process.env, options),
      attempt(process.env, { part: "part1", edit: () => undefined }),
    ]);
    const { outcome } = resultOf(bad, fails);
    if (outcome.status !== "failed") throw new Error(`not failed: ${JSON.stringify(outcome)}`);
    expect(JSON.stringify(outcome.finding)).toMatch(says);
    expect(good.results.filter(({ points, outcome: { status } }) => points > 0 && status !== "passed")).toEqual([]);
    expect(good.points).toEqual({ earned: 100, possible: 100, undecided: 0 });
  });
});
