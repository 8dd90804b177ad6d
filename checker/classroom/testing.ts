import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment, Outcome, Report } from "../core/report.ts";
import { failed, passed, report, result } from "../report/golden/make.ts";
import { gradebook } from "./book.ts";
import type { ClassLab } from "./class-lab.ts";
import { entriesOf } from "./entries.ts";
import { type GradeOptions, gradeClass } from "./grade.ts";
import type { Gradebook } from "./gradebook.ts";
import { slugOf } from "./hand-in/naming.ts";
import type { Submission } from "./hand-in/submission.ts";
import { Scratch } from "./hand-in/testing.ts";
import type { Job, Judge, Judged } from "./job.ts";
import { prepare } from "./prepare.ts";
import { writeBook } from "./write-book.ts";

/** A lab of two parts, of which one gives extra points. */
export const lab: ClassLab = {
  name: "dockercoins",
  title: "DockerCoins",
  recognisedBy: ["rng", "hasher"],
  known: [],
  given: [],
  parts: [
    {
      name: "part1",
      title: "Images",
      extra: false,
      exclusive: false,
      checks: [
        { title: "rng: builds", points: 10 },
        { title: "rng: answers", points: 30 },
      ],
    },
    { name: "bonus", title: "Faster", extra: true, exclusive: true, checks: [{ title: "ten times", points: 20 }] },
  ],
};

export const wrong = failed({
  code: "NO_DOCKERFILE",
  message: "There is no Dockerfile.",
  file: "rng/Dockerfile",
  line: 2,
});
export const errored: Outcome = {
  status: "errored",
  error: { code: "ENGINE_AWAY", message: "The engine does not answer.", advice: "Start it." },
};

export const environment: Environment = report([], {}).environment;

/** A report of `part1`, or of the bonus, by the outcomes of its checks. */
export function reportOf(part: string, outcomes: readonly Outcome[]): Report {
  const checks = lab.parts.find(({ name }) => name === part)?.checks ?? [];
  const results = checks.map(({ title, points }, index) => result(title, points, outcomes[index] ?? passed));
  return report(results, { part, extra: part === "bonus" });
}

/** Judges by what a student is called, costs nothing, and puts down what it was asked. */
export class FreeJudge {
  readonly asked: string[] = [];
  readonly outcomes = new Map<string, () => Promise<Report>>();

  readonly judge: Judge = async ({ key, part }) => {
    this.asked.push(`${key} ${part}`);
    const special = this.outcomes.get(`${key} ${part}`) ?? this.outcomes.get(key);
    return special === undefined ? reportOf(part, []) : special();
  };
}

/** What came of each job, in the order in which they ended. */
export class Diary {
  readonly ends: string[] = [];
  readonly reused = (job: Job) => this.ends.push(`${job.key} ${job.part} as before`);
  readonly started = () => undefined;
  readonly ended = ({ key, part }: Job, judged: Judged) => {
    this.ends.push(`${key} ${part} ${"report" in judged ? judged.report.verdict : judged.trouble.code}`);
  };
}

export function gradeOptions(judge: Judge, more: Partial<GradeOptions> = {}): GradeOptions {
  return {
    judge,
    atOnce: 2,
    again: undefined,
    checker: "v1",
    network: "none",
    environment,
    watch: new Diary(),
    signal: new AbortController().signal,
    ...more,
  };
}

/** A folder with the work of each student. */
export function classFolder(dir: string, students: readonly string[]): string {
  for (const student of students) {
    mkdirSync(join(dir, student, "rng"), { recursive: true });
    writeFileSync(join(dir, student, "rng", "Dockerfile"), `FROM ${student}\n`);
  }
  return dir;
}

/** A class of four in a scratch folder, graded as often as a test wants. */
export class Course extends Scratch {
  readonly work = classFolder(join(this.dir, "work"), ["ada", "bob", "carl", "dora"]);
  readonly out = join(this.dir, "out");
  readonly free = new FreeJudge();

  async grade(more: Partial<GradeOptions> = {}, roster?: string): Promise<Gradebook> {
    this.free.asked.length = 0;
    const group = await prepare({ sources: [this.work], lab, out: this.out, roster });
    const book = await gradeClass(group, gradeOptions(this.free.judge, more));
    await writeBook(this.out, book);
    return book;
  }
}

/** The book of a class in which each is called as given; what is not named here is right. */
export async function gradebookOf(
  names: readonly string[],
  outcomes: Readonly<Record<string, readonly Outcome[]>> = {},
): Promise<Gradebook> {
  const submissions = names.map((label): Submission => {
    const key = slugOf(label);
    return { key, label, source: `/class/${label}`, dir: `/class/${label}`, late: false, notes: [] };
  });
  return gradebook({
    ...{ lab, environment, checker: "v1", network: "none", passedBy: [], alike: [], adjustments: [], worths: [] },
    entries: entriesOf(submissions, undefined),
    digests: new Map(),
    judgement: async (key, part) => ({ report: reportOf(part, outcomes[`${key} ${part}`] ?? []) }),
  });
}
