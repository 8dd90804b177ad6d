import { join } from "node:path";
import { gradeClass } from "../classroom/grade.ts";
import { Scratch } from "../classroom/hand-in/testing.ts";
import { prepare } from "../classroom/prepare.ts";
import { classFolder, FreeJudge, gradeOptions, lab } from "../classroom/testing.ts";
import { writeBook } from "../classroom/write-book.ts";

/** What grading costs beside judging: a process of its own grades a class with a judge that costs nothing, and prints this. */
export interface FreeClass {
  readonly seconds: number;
  /** The same once more, when nothing has changed. */
  readonly again: number;
  /** The largest resident set that the system saw. */
  readonly megabytes: number;
}

const [, , count = "100"] = process.argv;
const names = Array.from({ length: Number(count) }, (_, index) => `student-${index}`);
using scratch = new Scratch();
const work = classFolder(join(scratch.dir, "work"), names);

async function graded(): Promise<number> {
  const began = performance.now();
  const group = await prepare({ sources: [work], lab, out: join(scratch.dir, "out"), roster: undefined });
  await writeBook(group.out, await gradeClass(group, gradeOptions(new FreeJudge().judge)));
  return (performance.now() - began) / 1000;
}

const seconds = await graded();
const again = await graded();
const result: FreeClass = { seconds, again, megabytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(result));
