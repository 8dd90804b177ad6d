import { UsageError } from "../core/errors.ts";
import { ADJUSTMENTS, type Adjustment } from "./by-hand.ts";
import { digestOf } from "./digest.ts";
import { slugOf } from "./hand-in/naming.ts";
import type { Submission } from "./hand-in/submission.ts";
import { match } from "./matching.ts";
import { NOBODY, type Person, type Roster } from "./roster.ts";

/** A line of the book before it has marks. */
export interface Entry {
  /** Unique in the book. */
  readonly key: string;
  readonly person: Person;
  readonly submission: Submission | undefined;
  readonly problem: string | undefined;
}

/** In the order of the roster; then what is nobody's. Without a roster each submission is a student. */
export function entriesOf(submissions: readonly Submission[], roster: Roster | undefined): readonly Entry[] {
  const { people, unmatched } =
    roster === undefined ? { people: [], unmatched: undefined } : match(submissions, roster);
  const others = unmatched ?? submissions.map((submission) => ({ submission, problem: undefined }));
  const entries = [
    ...people.map(({ person, submission, problem }) => ({ person, submission, problem })),
    ...others.map(({ submission, problem }) => ({
      person: { ...NOBODY, name: submission.label },
      submission,
      problem,
    })),
  ];
  const keys = keysOf(entries);
  return entries.map((entry, index) => ({ ...entry, key: keys[index] ?? "" }));
}

/** The submission's key, where it is one student's; otherwise what the roster calls the student. */
function keysOf(entries: readonly Omit<Entry, "key">[]): readonly string[] {
  const shared = new Set(
    entries.map(({ submission }) => submission).filter((one, index, all) => one && all.indexOf(one) !== index),
  );
  const taken = new Set<string>();
  return entries.map(({ person, submission }) => {
    const { id, login, email, name, line } = person;
    const own = submission !== undefined && !shared.has(submission) ? submission.key : undefined;
    const key = own ?? (slugOf(`${submission?.key ?? ""} ${id || login || email || name}`) || `line-${line}`);
    const unique = taken.has(key) ? `${key}-${digestOf(`${line}`, id, login, email, name).slice(0, 8)}` : key;
    taken.add(unique);
    return unique;
  });
}

/** Throws UsageError where an adjustment is about nobody in the book. */
export function requireStudents(adjustments: readonly Adjustment[], entries: readonly Entry[]): void {
  const lost = adjustments.find(({ student }) => !entries.some((entry) => isMeant(student, entry)));
  if (lost !== undefined)
    throw new UsageError(`${ADJUSTMENTS}, line ${lost.line}: there is no student "${lost.student}".`);
}

/** Whether a line of adjustments.csv is about this student. */
export function isMeant(student: string, { person, submission, key }: Entry): boolean {
  const { id, login, email, name } = person;
  const names = [id, login, email, name, key, submission?.key ?? ""].filter((one) => one !== "");
  return student === "*" || names.some((one) => one.toLowerCase() === student.toLowerCase());
}
