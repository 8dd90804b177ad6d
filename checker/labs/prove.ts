import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FindingData, Report, Result } from "../core/report.ts";
import { Draft, type RightAnswer, type WrongAnswer } from "./answers.ts";
import type { NamedLab } from "./catalogue.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

const TRIES = 3;

export interface Answers {
  readonly wrong: readonly WrongAnswer[];
  readonly right: readonly RightAnswer[];
}

/** Judges one part of the work in a folder. */
export type Judge = (dir: string, part: string) => Promise<Report>;

/** What came of judging one answer. */
export interface Proof {
  readonly title: string;
  readonly part: string;
  readonly kind: keyof Answers;
  /** The check that a wrong answer names. */
  readonly fails?: string;
  /** What the checker did otherwise than the answer declares; empty when it is proven. */
  readonly problems: readonly string[];
  readonly report: Report;
}

/** The wrong and the right answers of a lab: `wrong.ts` and `right.ts` in its folder. */
export async function answersOf({ name }: NamedLab): Promise<Answers> {
  const [wrong, right] = await Promise.all(["wrong", "right"].map((kind) => load(`${HERE}${name}/${kind}.ts`)));
  return { wrong: wrong?.wrong ?? [], right: right?.right ?? [] };
}

async function load(path: string): Promise<Partial<Answers>> {
  if (!existsSync(path)) throw new Error(`${path} is missing: a lab proves itself by its answers`);
  return (await import(pathToFileURL(path).href)) as Partial<Answers>;
}

/** Makes the answer from the reference, judges it, and compares. */
export async function prove(lab: NamedLab, answer: WrongAnswer | RightAnswer, judge: Judge): Promise<Proof> {
  const home = await mkdtemp(join(tmpdir(), "workshop-answer-"));
  try {
    const draft = new Draft(join(SOLUTIONS, lab.name), join(home, "work"));
    answer.edit(draft);
    const report = await inQuiet(judge, draft.dir, answer.part);
    const { title, part } = answer;
    if (!("fails" in answer)) return { title, part, kind: "right", problems: notRight(report.results), report };
    const problems = failedOnlyBy(answer, report.results);
    return { title, part, kind: "wrong", fails: answer.fails, problems, report };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** On a machine that was too busy to measure there is no verdict: a student is asked to run the check again, and so do we. */
export async function inQuiet(judge: Judge, dir: string, part: string): Promise<Report> {
  let report = await judge(dir, part);
  for (let again = 0; again < TRIES - 1 && isTooNoisy(report); again++) report = await judge(dir, part);
  return report;
}

function isTooNoisy({ results }: Report): boolean {
  return results.some(({ outcome }) => outcome.status === "errored" && outcome.error.code === "TOO_NOISY");
}

/** Everything in which a verdict differs from "failed by this check, with these words, and by no other". */
export function failedOnlyBy({ fails, says, fingerprint }: WrongAnswer, results: readonly Result[]): readonly string[] {
  const named = results.find(({ title }) => title === fails);
  if (named === undefined) return [`there is no check "${fails}"`];
  const problems: string[] = results.filter((result) => result !== named && isUnexpected(result)).map(inWords);
  if (named.outcome.status !== "failed") return [...problems, `not failed by ${inWords(named)}`];
  const said = textOf(named.outcome.finding);
  const code = named.outcome.finding.fingerprint?.code;
  if (!says.test(said)) problems.push(`the finding does not say ${says}: ${said}`);
  if (fingerprint !== code) problems.push(`explained by ${code ?? "nothing"}, not by ${fingerprint ?? "nothing"}`);
  return problems;
}

/** Everything in which a verdict differs from full marks. */
export function notRight(results: readonly Result[]): readonly string[] {
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

/** A fixed choice that takes minutes, not hours: two wrong answers for each check, every second right one, none that is slow. */
export function sample(
  wrong: readonly WrongAnswer[],
  right: readonly RightAnswer[],
): readonly (WrongAnswer | RightAnswer)[] {
  const times = new Map<string, number>();
  const twice = quick(wrong).filter(({ fails }) => {
    const before = times.get(fails) ?? 0;
    times.set(fails, before + 1);
    return before < 2;
  });
  return [...twice, ...quick(right).filter((_, index) => index % 2 === 0)];
}

function quick<T extends { readonly slow?: true }>(answers: readonly T[]): readonly T[] {
  return answers.filter(({ slow }) => !slow);
}
