import type { Report, Result } from "../core/report.ts";
import { isUndecided } from "../core/score.ts";
import type { Adjustment, Worth } from "./by-hand.ts";
import type { Applied, FoundWrong, Mark, Total } from "./gradebook.ts";

/** What there is to make a mark from: a report, nothing yet for some reason, or nothing that was handed in. */
export type Judgement = { readonly report: Report } | { readonly open: string } | "nothing";

export interface MarkOptions {
  readonly part: string;
  /** What the part is worth as the lab has it. */
  readonly possible: number;
  readonly worths: readonly Worth[];
  /** Those that are for this student. */
  readonly adjustments: readonly Adjustment[];
}

/** A check, with what it is worth in this class. */
interface Scored {
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly undecided: number;
}

/** What a student gets for a part, from what was judged and what was decided by hand. Nothing is run for it. */
export function markOf(judgement: Judgement, options: MarkOptions): Mark {
  const { part } = options;
  const worths = options.worths.filter((worth) => worth.part === part);
  const adjustments = options.adjustments.filter((adjustment) => adjustment.part === part);
  const scored = scaled(scoredOf(judgement, options.possible, worths), worths);
  const judged = sum(scored, ({ earned }) => earned);
  const applied = adjustments.map((adjustment) => appliedTo(scored, adjustment));
  const open = scored.filter(({ title }) => !isSettled(title, adjustments));
  const undecided = sum(open, (one) => one.undecided);
  const report = typeof judgement === "object" && "report" in judgement ? judgement.report : undefined;
  return {
    part,
    possible: sum(scored, ({ points }) => points),
    judged,
    earned: Math.max(
      0,
      applied.reduce((total, { change }) => total + change, judged),
    ),
    undecided,
    ...(undecided > 0 && { why: whyOpen(judgement) }),
    adjustments: applied,
    wrong: report === undefined ? [] : wrongIn(report.results, scored),
    seconds: report?.seconds ?? 0,
  };
}

export function totalOf(marks: readonly Mark[], isExtra: (part: string) => boolean): Total {
  const regular = marks.filter(({ part }) => !isExtra(part));
  return {
    earned: sum(regular, ({ earned }) => earned),
    possible: sum(regular, ({ possible }) => possible),
    extra: sum(
      marks.filter(({ part }) => isExtra(part)),
      ({ earned }) => earned,
    ),
    undecided: sum(marks, ({ undecided }) => undecided),
  };
}

/** Each check, or the part as a whole where no check was judged. */
function scoredOf(judgement: Judgement, possible: number, worths: readonly Worth[]): readonly Scored[] {
  if (judgement === "nothing" || "open" in judgement)
    return [{ title: "", points: possible, earned: 0, undecided: judgement === "nothing" ? 0 : possible }];
  return judgement.report.results.map((result) => {
    const points = worths.find(({ check }) => check === result.title)?.points ?? result.points;
    const share = result.points > 0 ? result.earned / result.points : Number(result.outcome.status === "passed");
    return { title: result.title, points, earned: share * points, undecided: isUndecided(result) ? points : 0 };
  });
}

/** Where the class says what the whole part is worth, each check is worth its share of that. */
function scaled(scored: readonly Scored[], worths: readonly Worth[]): readonly Scored[] {
  const whole = worths.find(({ check }) => check === "")?.points;
  const possible = sum(scored, ({ points }) => points);
  if (whole === undefined || possible === 0) return scored;
  const by = whole / possible;
  return scored.map(({ title, points, earned, undecided }) => ({
    title,
    points: points * by,
    earned: earned * by,
    undecided: undecided * by,
  }));
}

function appliedTo(scored: readonly Scored[], { check, points, percent = 0, reason }: Adjustment): Applied {
  const meant = check === "" ? scored : scored.filter(({ title }) => title === check);
  const change = points ?? (sum(meant, ({ earned }) => earned) * percent) / 100;
  return { ...(check !== "" && { check }), change, reason };
}

/** Points that somebody gives by hand are a decision; per cent of what was earned are none. */
function isSettled(title: string, adjustments: readonly Adjustment[]): boolean {
  return adjustments.some(({ check, points }) => points !== undefined && (check === "" || check === title));
}

function whyOpen(judgement: Judgement): string {
  if (judgement === "nothing") return "";
  if ("open" in judgement) return judgement.open;
  const errors = judgement.report.results.flatMap(({ outcome }) =>
    outcome.status === "errored" ? [outcome.error] : [],
  );
  return [...new Set(errors.map(({ code, message }) => `${message} (${code})`))].join(" ");
}

function wrongIn(results: readonly Result[], scored: readonly Scored[]): readonly FoundWrong[] & FoundWrong[] {
  return results.flatMap(({ title, outcome }, index) => {
    const { points = 0, earned = 0 } = scored[index] ?? {};
    if (outcome.status !== "failed" || points === 0) return [];
    const { fingerprint, code = "UNKNOWN", message } = outcome.finding;
    return [
      { check: title, code: fingerprint?.code ?? code, cause: fingerprint?.cause ?? message, lost: points - earned },
    ];
  });
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
