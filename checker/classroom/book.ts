import type { Environment } from "../core/report.ts";
import type { Adjustment, Worth } from "./by-hand.ts";
import type { ClassLab } from "./class-lab.ts";
import { type Entry, isMeant } from "./entries.ts";
import type { Alike, Gradebook, Mark, Student } from "./gradebook.ts";
import type { Submission } from "./hand-in/submission.ts";
import { type Judgement, markOf, totalOf } from "./marks.ts";

export interface BookOptions {
  readonly lab: ClassLab;
  readonly entries: readonly Entry[];
  readonly passedBy: readonly string[];
  /** By the key of a submission. */
  readonly digests: ReadonlyMap<string, string>;
  readonly judgement: (key: string, part: string) => Promise<Judgement>;
  readonly adjustments: readonly Adjustment[];
  readonly worths: readonly Worth[];
  readonly alike: readonly Alike[];
  readonly checker: string;
  readonly network: "none" | "default";
  readonly environment: Environment;
}

/** Puts everything together that is known about a class. */
export async function gradebook(options: BookOptions): Promise<Gradebook> {
  const { lab, entries, checker, network, environment, passedBy, alike } = options;
  const students: Student[] = [];
  // One after the other: reports are large, and nothing is kept of them but marks.
  for (const entry of entries) students.push(await studentOf(entry, options));
  return {
    version: 1,
    lab: lab.name,
    title: lab.title,
    parts: lab.parts.map(({ name, title, extra }) => ({ name, title, extra, possible: worthOf(name, options) })),
    judgedWith: { checker, network, environment },
    students,
    passedBy: [...passedBy],
    alike: [...alike],
  };
}

async function studentOf(entry: Entry, options: BookOptions): Promise<Student> {
  const { key, person, submission, problem } = entry;
  const { name, id, login, email, group, columns } = person;
  const marks: Mark[] = [];
  for (const part of options.lab.parts) marks.push(await markFor(entry, part.name, options));
  const digest = submission && options.digests.get(submission.key);
  const problems = [problem, submission?.problem].filter((one) => one !== undefined);
  return {
    ...{ key, name, id, login, email, group, columns: { ...columns } },
    ...(submission?.number !== undefined && { number: submission.number }),
    ...(submission && { submission: { ...submittedOf(submission), ...(digest && { digest }) } }),
    ...(problems.length > 0 && { problem: problems.join(" ") }),
    marks,
    total: totalOf(marks, (part) => options.lab.parts.some(({ name, extra }) => name === part && extra)),
  };
}

async function markFor(entry: Entry, part: string, options: BookOptions): Promise<Mark> {
  const { submission, problem } = entry;
  const adjustments = options.adjustments.filter(({ student }) => isMeant(student, entry));
  const judgement = await judgementOf(submission, problem, part, options);
  const mark = markOf(judgement, { part, possible: worthOf(part, options), worths: options.worths, adjustments });
  const isReported = typeof judgement === "object" && "report" in judgement;
  return isReported ? { ...mark, report: `reports/${submission?.key}/${part}.json` } : mark;
}

async function judgementOf(
  submission: Submission | undefined,
  problem: string | undefined,
  part: string,
  { judgement }: BookOptions,
): Promise<Judgement> {
  if (submission === undefined) return problem === undefined ? "nothing" : { open: problem };
  return submission.problem === undefined ? judgement(submission.key, part) : { open: submission.problem };
}

function submittedOf({ key, label, source, dir, late, notes }: Submission) {
  return { key, label, source, ...(dir !== undefined && { dir }), late, notes: [...notes] };
}

function worthOf(part: string, { lab, worths }: BookOptions): number {
  const whole = worths.find((worth) => worth.part === part && worth.check === "");
  if (whole !== undefined) return whole.points;
  const checks = lab.parts.find(({ name }) => name === part)?.checks ?? [];
  const worth = (title: string) => worths.find((one) => one.part === part && one.check === title)?.points;
  return checks.reduce((sum, { title, points }) => sum + (worth(title) ?? points), 0);
}
