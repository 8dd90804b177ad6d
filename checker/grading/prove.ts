import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FindingData, Report, Result } from "../core/report.ts";
import { score } from "../core/score.ts";
import { Draft, type Edit, type RightAnswer, type WrongAnswer } from "../kit/answers/answers.ts";
import type { NamedLab } from "../labs/catalogue.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

const TRIES = 3;
/** Seconds that a build may take: one that never ends is proven to be found, not to be waited for. */
export const PROOF_BUILD_DEADLINE = 45;

export interface Answers {
  readonly wrong: readonly WrongAnswer[];
  readonly right: readonly RightAnswer[];
}

/** Judges one part of the work in a folder; `none`: as strangers are graded, without Internet. */
export type Judge = (dir: string, part: string, network: "none" | "default") => Promise<Report>;

export type Kind = "starter" | "reference" | "wrong" | "right";

/** Something about a lab that has to hold. */
export interface Claim {
  readonly title: string;
  readonly part: string;
  readonly kind: Kind;
  /** The check that a wrong answer names. */
  readonly fails?: string;
  readonly slow?: true;
  /** Everything in which the verdict is another one than it has to be; empty when it is proven. */
  readonly problems: (judge: Judge) => Promise<readonly string[]>;
}

/** The wrong and the right answers of a lab: `answers/wrong.ts` and `answers/right.ts` in its folder. */
export async function answersOf({ name }: NamedLab): Promise<Answers> {
  for (const kind of ["wrong", "right"]) {
    const path = `checker/labs/${name}/answers/${kind}.ts`;
    if (!existsSync(join(PROJECT, path))) throw new Error(`${path} is missing: a lab proves itself by its answers`);
  }
  // Patterns, from this file on: so a bundler finds the answers of each lab.
  const { wrong = [] } = (await import(`../labs/${name}/answers/wrong.ts`)) as Partial<Answers>;
  const { right = [] } = (await import(`../labs/${name}/answers/right.ts`)) as Partial<Answers>;
  return { wrong, right };
}

/** All that has to hold for a lab: its starter, its reference, and its answers. */
export function claimsOf(lab: NamedLab, { wrong, right }: Answers): readonly Claim[] {
  const own = Object.keys(lab.lab.parts).flatMap((part) => [starter(lab, part), ...reference(lab, part)]);
  return [...own, ...[...wrong, ...right].map((answer) => claimOf(lab, answer))];
}

function starter({ name }: NamedLab, part: string): Claim {
  return {
    title: "the starter gets no points, and nothing of it is an error of ours",
    part,
    kind: "starter",
    problems: (judge) =>
      inDraft(join(PROJECT, "labs", name), async ({ dir }) => {
        const { points, results } = await judge(dir, part, "default");
        const errored = results.filter(({ outcome }) => outcome.status === "errored").map(inWords);
        return points.earned === 0 ? errored : [`it gets ${points.earned} points`, ...errored];
      }),
  };
}

/** Twice in a row: the second time finds what the first has left. */
function reference({ name }: NamedLab, part: string): readonly Claim[] {
  const dir = join(PROJECT, "solutions", name);
  const claim = (title: string, times: number, network: "none" | "default"): Claim => ({
    title,
    part,
    kind: "reference",
    problems: async (judge) => {
      const problems: string[] = [];
      for (let time = 0; time < times; time++)
        problems.push(...notRight((await inQuiet(() => judge(dir, part, network))).results));
      return problems;
    },
  });
  return [
    claim("the reference gets full marks, twice in a row", 2, "default"),
    claim("the reference gets full marks without Internet", 1, "none"),
  ];
}

function claimOf(lab: NamedLab, answer: WrongAnswer | RightAnswer): Claim {
  const { title, part, slow } = answer;
  const judged = async (judge: Judge, problems: (results: readonly Result[]) => readonly string[]) =>
    inDraft(
      join(PROJECT, "solutions", lab.name),
      async ({ dir }) => problems((await inQuiet(() => judge(dir, part, "default"))).results),
      answer.edit,
    );
  const common = { title, part, ...(slow && { slow }) };
  if (!("fails" in answer))
    return { ...common, kind: "right", problems: (judge) => judged(judge, (results) => notRight(results)) };
  return {
    ...common,
    kind: "wrong",
    fails: answer.fails,
    problems: (judge) => judged(judge, (results) => failedOnlyBy(answer, results)),
  };
}

/** Does something with an edited copy. An edit that cannot be made is a problem of this answer, and of no other. */
async function inDraft(
  from: string,
  action: (draft: Draft) => Promise<readonly string[]>,
  edit?: Edit,
): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), "workshop-answer-"));
  try {
    const draft = new Draft(from, join(home, "work"));
    try {
      edit?.(draft);
    } catch (error) {
      return [`the answer cannot be made: ${(error as Error).message}`];
    }
    return await action(draft);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** On a machine that was too busy to measure there is no verdict: a student is asked to run the check again, and so do we. */
async function inQuiet(judge: () => Promise<Report>): Promise<Report> {
  let report = await judge();
  for (let again = 0; again < TRIES - 1 && isTooNoisy(report); again++) report = await judge();
  return report;
}

function isTooNoisy({ results }: Report): boolean {
  return results.some(({ outcome }) => outcome.status === "errored" && outcome.error.code === "TOO_NOISY");
}

/** Everything in which a verdict differs from "failed by this check, with these words, and by no other". */
function failedOnlyBy({ fails, says, fingerprint, earns }: WrongAnswer, results: readonly Result[]): readonly string[] {
  const named = results.find(({ title }) => title === fails);
  if (named === undefined) return [`there is no check "${fails}"`];
  const problems: string[] = results.filter((result) => result !== named && isUnexpected(result)).map(inWords);
  if (named.outcome.status !== "failed") return [...problems, `not failed by ${inWords(named)}`];
  const said = textOf(named.outcome.finding);
  const code = named.outcome.finding.fingerprint?.code;
  if (!says.test(said)) problems.push(`the finding does not say ${says}: ${said}`);
  if (fingerprint !== code) problems.push(`explained by ${code ?? "nothing"}, not by ${fingerprint ?? "nothing"}`);
  const { earned } = score(results);
  if (earns !== undefined && earned !== earns) problems.push(`it gets ${earned} points, not ${earns}`);
  return problems;
}

/** Everything in which a verdict differs from full marks. */
function notRight(results: readonly Result[]): readonly string[] {
  return results
    .filter((result) => isUnexpected(result) || (result.points > 0 && result.outcome.status !== "passed"))
    .map(inWords);
}

/** Advice may be given at any time: it costs nothing. An error of ours is never expected. */
function isUnexpected({ points, outcome: { status } }: Result): boolean {
  return status === "errored" || (status === "failed" && points > 0);
}

function inWords({ title, outcome }: Result): string {
  const { status } = outcome;
  if (status === "failed") return `"${title}" failed: ${textOf(outcome.finding)}`;
  if (status === "errored") return `"${title}" could not be judged: ${outcome.error.code}: ${outcome.error.message}`;
  return status === "blocked" ? `"${title}" was blocked by "${outcome.by}"` : `"${title}" passed`;
}

function textOf({ message, expected, actual, evidence, hint }: FindingData): string {
  return [message, expected, actual, evidence, hint].filter((text) => text !== undefined).join("\n");
}

/** How many wrong answers name each check that costs points, fewest first. */
export function timesNamed({ lab }: NamedLab, wrong: readonly WrongAnswer[]): ReadonlyMap<string, number> {
  const checks = Object.values(lab.parts).flatMap(({ checks }) => checks.filter(({ points }) => points > 0));
  const counts = checks.map(({ title }) => [title, wrong.filter(({ fails }) => fails === title).length] as const);
  return new Map(counts.sort(([, a], [, b]) => a - b));
}

/** How many wrong answers have to name each check that costs points. */
export const ENOUGH_NAMED = 2;

/** A fixed choice that takes minutes, not hours: one wrong answer for each check, every third right one, none that is slow. */
export function sample(claims: readonly Claim[]): readonly Claim[] {
  const seen = new Set<string>();
  const isFirst = ({ part, fails }: Claim) => {
    const key = `${part}\0${fails}`;
    return !seen.has(key) && seen.add(key);
  };
  let right = 0;
  return claims.filter((claim) => {
    if (claim.slow) return false;
    if (claim.kind === "wrong") return isFirst(claim);
    return claim.kind !== "right" || right++ % 3 === 0;
  });
}
