import { availableParallelism, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { ClassLab } from "../classroom/class-lab.ts";
import { digestOf, digestOfFolder } from "../classroom/digest.ts";
import { CLASS_FORMATS, writeFormat } from "../classroom/formats.ts";
import { gradeClass } from "../classroom/grade.ts";
import { isDecided } from "../classroom/gradebook.ts";
import { prepare } from "../classroom/prepare.ts";
import { gradeText } from "../classroom/text.ts";
import { told } from "../classroom/watch.ts";
import { writeBook } from "../classroom/write-book.ts";
import { EXIT } from "../command-line/exit.ts";
import type { Io } from "../command-line/io.ts";
import { pathFromHere } from "../command-line/values.ts";
import { UsageError } from "../core/errors.ts";
import { judge } from "../grading/judge.ts";
import { catalogue, type NamedLab } from "../labs/catalogue.ts";
import { engineReady, sweep } from "./engine-ready.ts";
import { inList, partsNamed } from "./parts.ts";

export interface GradeOptions {
  readonly lab?: string;
  readonly part?: readonly string[];
  /** The folder for the gradebook. */
  readonly out: string;
  /** A CSV file with the students. */
  readonly roster?: string;
  readonly jobs?: number;
  /** Submissions that are judged again although nothing has changed. */
  readonly again?: RegExp;
  /** FORMAT=PLACE */
  readonly report?: readonly string[];
  /** Builds and containers may reach the Internet. */
  readonly internet?: true;
}

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
/** Folders and files of the checker that say nothing about a verdict. */
const NO_VERDICT = new Set(["bench", "classroom", "command-line", "commands", "e2e", "report", "setup"]);
/** Bytes of memory for each job. */
const MEMORY_PER_JOB = 2 * 1024 ** 3;

/** `grade SUBMISSIONS...`: judges a class, and makes a gradebook. Exit code 3 when something could not be judged. */
export async function grade(
  sources: readonly string[],
  options: GradeOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const targets = targetsOf(options.report ?? []);
  const { lab, parts } = await chosen(options);
  const { out, roster, again, internet = false } = options;
  const group = await prepare({ sources, lab: classLab(lab, parts), out, roster });
  const { docker, environment } = await engineReady([lab], io, signal);
  const network = internet ? "default" : "none";
  const atOnce = options.jobs ?? jobsThatFit();
  const watch = told(io.err, group.digests.size * parts.length, atOnce);
  try {
    const book = await gradeClass(group, {
      judge: (job, ending) =>
        judge({
          ...{ docker, env: io.env, lab, network, environment, emit: () => undefined },
          ...{ dir: job.dir, part: job.part, signal: ending },
        }),
      checker: await digestOfChecker(lab.name),
      ...{ atOnce, again, network, environment, watch, signal },
    });
    watch.stop();
    await writeBook(out, book);
    for (const { format, place } of targets) await writeFormat(format, place, book, out);
    io.print(gradeText(book, out));
    return book.students.every(({ total }) => isDecided(total)) ? EXIT.ok : EXIT.impossible;
  } finally {
    watch.stop();
    await sweep(docker).catch(() => undefined);
  }
}

function targetsOf(texts: readonly string[]): readonly { format: string; place: string }[] {
  return texts.map((text) => {
    const [, format = "", place = ""] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
    if (!CLASS_FORMATS.includes(format))
      throw new UsageError(`A class has no report format "${format}". Formats: ${CLASS_FORMATS.join(", ")}.`);
    if (place === "") throw new UsageError(`Say where the report goes: --report ${format}=PLACE.`);
    return { format, place: pathFromHere(place) };
  });
}

async function chosen({ lab: name, part = [] }: GradeOptions): Promise<{ lab: NamedLab; parts: readonly string[] }> {
  const { labs } = await catalogue();
  if ((name === undefined) === (part.length === 0))
    throw new UsageError(
      `Say what is graded: --lab with one of ${labs.map((lab) => lab.name).join(", ")}, or --part, as often as you like.`,
    );
  const found = (name === undefined ? part : [name]).map((one) => partsNamed(labs, one));
  const [{ lab } = { lab: undefined }] = found;
  const other = found.find((one) => one.lab !== lab);
  if (lab === undefined || other !== undefined)
    throw new UsageError(`A gradebook is for one lab: there are parts of ${lab?.name} and of ${other?.lab.name}.`);
  return { lab, parts: [...new Set(found.flatMap(({ parts }) => parts))] };
}

function classLab(lab: NamedLab, parts: readonly string[]): ClassLab {
  const { recognisedBy, given, parts: own } = lab.lab;
  const known = ["labs", "solutions"].map((folder) => `${PROJECT}${folder}/${lab.name}`);
  const { name, title, parts: listed } = inList(lab);
  const graded = listed
    .filter((part) => parts.includes(part.name))
    .map((part) => ({ ...part, exclusive: own[part.name]?.exclusive === true }));
  return { name, title, recognisedBy, given, known, parts: graded };
}

/** As many as the machine carries: a job keeps about one core busy. */
function jobsThatFit(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / MEMORY_PER_JOB)));
}

/** The checks, the given code and the reference. */
async function digestOfChecker(lab: string): Promise<string> {
  const { labs } = await catalogue();
  const others = new Set(labs.map(({ name }) => name).filter((name) => name !== lab));
  const says = (name: string) => !name.endsWith(".test.ts") && !NO_VERDICT.has(name) && !others.has(name);
  const folders = [`${PROJECT}checker`, `${PROJECT}solutions/${lab}`];
  return digestOf(...(await Promise.all(folders.map((folder) => digestOfFolder(folder, (name) => !says(name))))));
}
