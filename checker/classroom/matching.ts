import type { Submission } from "./hand-in/submission.ts";
import type { Person, Roster } from "./roster.ts";

/** Who handed in what, as far as it is certain. */
export interface Matching {
  /** In the order of the roster. */
  readonly people: readonly Owned[];
  /** Submissions of nobody in the roster, or of more than one. */
  readonly unmatched: readonly { readonly submission: Submission; readonly problem: string }[];
}

interface Owned {
  readonly person: Person;
  /** Undefined where nothing was handed in, or where there is a problem. */
  readonly submission?: Submission;
  readonly problem?: string;
}

/** Matches by what the roster says of the submission, by number, id, login, e-mail, name, and group, in this order. Guesses nothing. */
export function match(submissions: readonly Submission[], { people }: Roster): Matching {
  const owners = new Map(submissions.map((submission) => [submission, ownersOf(submission, people)] as const));
  const found = people.map((person): Owned => {
    const own = submissions.filter((submission) => isOwner(owners.get(submission), person));
    const [submission] = own;
    if (own.length <= 1) return { person, ...(submission && { submission }) };
    return { person, problem: `Several submissions are theirs: ${own.map(({ key }) => key).join(", ")}.` };
  });
  const taken = new Set(found.map(({ submission }) => submission));
  const unmatched = submissions
    .filter((submission) => !taken.has(submission))
    .map((submission) => ({ submission, problem: whyUnmatched(owners.get(submission) ?? []) }));
  return { people: found, unmatched };
}

function isOwner(owners: readonly Person[] | undefined, person: Person): boolean {
  if (!owners?.includes(person)) return false;
  return owners.length === 1 || owners.every(({ group }) => group !== "" && group === person.group);
}

function whyUnmatched(owners: readonly Person[]): string {
  if (owners.length === 0) return "Nobody in the roster is called like it.";
  const names = owners.map(({ name, line }) => `${name} (line ${line})`).join(", ");
  return owners.length === 1
    ? `${names} handed in more than one.`
    : `More than one in the roster is called like it: ${names}.`;
}

type Rule = (submission: Submission, person: Person) => boolean;

const RULES: readonly Rule[] = [
  ({ key, label }, { submission }) => submission !== "" && [key, label].includes(submission),
  ({ number }, { id }) => number !== undefined && id.replace(/^participant /i, "") === number,
  ({ label }, { id }) => isSame(label, id),
  ({ label }, { login }) => isSame(label, login),
  ({ label }, { email }) => isSame(label, email),
  ({ label }, { name }) => namesOf(label).some((one) => namesOf(name).includes(one)),
  ({ label }, { group }) => isSame(label, group),
];

function ownersOf(submission: Submission, people: readonly Person[]): readonly Person[] {
  for (const rule of RULES) {
    const owners = people.filter((person) => rule(submission, person));
    if (owners.length > 0) return owners;
  }
  return [];
}

function isSame(a: string, b: string): boolean {
  return b !== "" && a.normalize("NFKC").toLowerCase() === b.normalize("NFKC").toLowerCase();
}

/** `Ada Lovelace`, `Lovelace, Ada`, `ada_lovelace`, and `lovelaceada` as Canvas writes it, are one name. */
function namesOf(name: string): readonly string[] {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  const words = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== "");
  if (words.length === 0) return [];
  const [last = "", ...before] = words.toReversed();
  return [words.join(""), [last, ...before.toReversed()].join(""), words.toSorted().join(" ")];
}
