import type { Report, Result } from "./report.ts";

/** Points are undecided where the fault is ours: an error, or a check that an error blocks. */
export function score(results: readonly Result[]): Report["points"] {
  const points = { earned: 0, possible: 0, undecided: 0 };
  for (const result of results) {
    points.possible += result.points;
    points.earned += result.earned;
    if (isUndecided(result)) points.undecided += result.points;
  }
  return points;
}

/** Advice (0 points) never fails a part, but an error always shows. */
export function verdict(results: readonly Result[]): Report["verdict"] {
  const judged = results.filter((result) => result.points > 0);
  if (judged.some(isUndecided)) return "errored";
  return judged.some((result) => result.outcome.status !== "passed") ? "failed" : "passed";
}

/** Points that nobody can tell yet are not zero points. */
export function isUndecided({ outcome }: Result): boolean {
  return outcome.status === "errored" || (outcome.status === "blocked" && outcome.cause === "errored");
}
