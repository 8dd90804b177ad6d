import type { FindingData, Outcome, Report, Result } from "../core/report.ts";
import { isUndecided } from "../core/score.ts";
import { points } from "./words.ts";

type With<S extends Outcome["status"]> = Result & { readonly outcome: Extract<Outcome, { status: S }> };
export type Failed = With<"failed">;
export type Errored = With<"errored">;

/** The same trouble of ours usually meets many checks (the engine is away): told once, for all of them. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  readonly titles: readonly string[];
}

/** A report's results, sorted by what a reader does with them. */
export interface View {
  /** What a reader sees listed: everything that has points or holds up something that has. */
  readonly listed: readonly Result[];
  readonly failures: readonly Failed[];
  readonly advice: readonly Failed[];
  readonly troubles: readonly Trouble[];
  /** By the title of the check that holds them up. */
  readonly waiting: ReadonlyMap<string, readonly Result[]>;
  readonly perfect: boolean;
}

export function view(report: Report): View {
  const waiting = heldUp(report.results);
  const counts = (result: Result) => result.points > 0 || waiting.has(result.title);
  const failed = report.results.filter((result): result is Failed => result.outcome.status === "failed");
  const troubles = groupTroubles(
    report.results.filter((result): result is Errored => result.outcome.status === "errored"),
  );
  return {
    listed: report.results.filter((result) => counts(result) || result.outcome.status === "errored"),
    failures: failed.filter(counts),
    advice: failed.filter((result) => !counts(result)),
    troubles,
    waiting,
    perfect: report.verdict === "passed" && troubles.length === 0,
  };
}

/** Advice that waits for something is of no interest. */
function heldUp(results: readonly Result[]): Map<string, Result[]> {
  const waiting = new Map<string, Result[]>();
  for (const result of results) {
    if (result.outcome.status !== "blocked" || result.points === 0) continue;
    const { by } = result.outcome;
    waiting.set(by, [...(waiting.get(by) ?? []), result]);
  }
  return waiting;
}

function groupTroubles(errored: readonly Errored[]): Trouble[] {
  const groups = new Map<string, Trouble>();
  for (const { title, outcome } of errored) {
    const key = JSON.stringify(outcome.error);
    groups.set(key, { ...outcome.error, titles: [...(groups.get(key)?.titles ?? []), title] });
  }
  return [...groups.values()];
}

/** `7/10`, or `?/10` where nobody can tell yet. */
export function resultScore(result: Result): string {
  return `${isUndecided(result) ? "?" : points(result.earned)}/${points(result.points)}`;
}

/** The last lines of the evidence, and how many stand before them. */
export function lastLines(
  finding: FindingData,
  most: number,
): { readonly lines: readonly string[]; readonly before: number } {
  const lines = (finding.evidence ?? "")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd()
    .split("\n");
  if (lines.length === 1 && lines[0] === "") return { lines: [], before: 0 };
  return { lines: lines.slice(-most), before: Math.max(0, lines.length - most) };
}

/** The groups of an exhibit in the order in which they first appear. */
export function groupsOf<B extends { readonly group: string }>(bars: readonly B[]): [group: string, bars: B[]][] {
  const groups = new Map<string, B[]>();
  for (const bar of bars) groups.set(bar.group, [...(groups.get(bar.group) ?? []), bar]);
  return [...groups];
}

/** How much of the longest bar each one is, 0 to 1. */
export function shares(values: readonly number[]): number[] {
  const longest = Math.max(0, ...values.filter(Number.isFinite));
  return values.map((value) => (Number.isFinite(value) && value > 0 && longest > 0 ? value / longest : 0));
}
