import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { Finding, GraderError } from "./errors.ts";
import type { Outcome } from "./report.ts";
import { runChecks } from "./run.ts";
import { verdict } from "./score.ts";
import { check, type Diary, random, runOptions, worth } from "./testing.ts";

type Fate = "passed" | "failed" | "errored";

interface Plan {
  readonly needs: readonly number[];
  readonly after: readonly number[];
  readonly fate: Fate;
  /** Turns of the event loop that it takes. */
  readonly turns: number;
}

/** A part of up to 12 checks, each of which waits for some of those before it. */
function plans(seed: number): readonly Plan[] {
  const next = random(seed);
  const some = (below: number, share: number) =>
    Array.from({ length: below }, (_, index) => index).filter(() => next() < share);
  return Array.from({ length: 1 + Math.floor(next() * 12) }, (_, index) => {
    const fate = next() < 0.7 ? "passed" : next() < 0.6 ? "failed" : "errored";
    return { needs: some(index, 0.25), after: some(index, 0.15), fate, turns: Math.floor(next() * 5) };
  });
}

function make(plan: readonly Plan[]): readonly Check<Diary>[] {
  const checks: Check<Diary>[] = [];
  for (const [index, { needs, after, fate, turns }] of plan.entries()) {
    const pick = (indexes: readonly number[]) => indexes.map((at) => checks[at] as Check<Diary>);
    const options = worth(1, { needs: pick(needs), after: pick(after) });
    const made = check<unknown, readonly Check<Diary>[]>(`check ${index}`, options, async ({ lines }, values) => {
      lines.push(`begin ${index}`);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      lines.push(`end ${index}`);
      expect(values).toEqual(needs);
      if (fate === "failed") throw new Finding("WRONG_ANSWER", `finding ${index}`);
      if (fate === "errored") throw new GraderError("TOO_NOISY", `error ${index}`);
      return index;
    });
    checks.push(made);
  }
  return checks;
}

/** What has to come out, worked out in the simplest way: one check after the other. */
function expected(plan: readonly Plan[]): readonly Outcome["status"][] {
  const statuses: Outcome["status"][] = [];
  for (const { needs, fate } of plan)
    statuses.push(needs.every((need) => statuses[need] === "passed") ? fate : "blocked");
  return statuses;
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))("any part (seed %i)", async (seed) => {
  const plan = plans(seed);
  const options = runOptions();
  const { lines } = options.work;
  const results = await runChecks(make(plan), options);
  const statuses = expected(plan);
  expect(results.map(({ title }) => title)).toEqual(plan.map((_, index) => `check ${index}`));
  expect(results.map(({ outcome }) => outcome.status)).toEqual(statuses);
  for (const [index, { needs, after }] of plan.entries()) {
    const begin = lines.indexOf(`begin ${index}`);
    expect(begin >= 0).toBe(statuses[index] !== "blocked");
    if (begin < 0) expect(rootOf(results[index]?.outcome, statuses)).toBe(true);
    else for (const other of [...needs, ...after]) expect(lines.indexOf(`end ${other}`)).toBeLessThan(begin);
  }
  const ours = results.some(({ outcome: { status } }) => status === "errored");
  expect(verdict(results)).toBe(
    ours ? "errored" : statuses.every((status) => status === "passed") ? "passed" : "failed",
  );
});

/** The one that is named as the cause has itself come out that way. */
function rootOf(outcome: Outcome | undefined, statuses: readonly Outcome["status"][]): boolean {
  return outcome?.status === "blocked" && statuses[Number(outcome.by.slice("check ".length))] === outcome.cause;
}
