import { join } from "node:path";
import type { Report } from "../core/report.ts";
import { reporters } from "../report/reporters.ts";
import { writeWhole } from "./files.ts";
import { type Gradebook, isDecided, type Student } from "./gradebook.ts";
import { canvasCsv, moodleCsv } from "./platforms.ts";
import { reportsOf } from "./reports.ts";
import { Store } from "./store.ts";

/** Made from the book alone. */
const TABLES: Readonly<Record<string, (book: Gradebook) => string>> = { canvas: canvasCsv, moodle: moodleCsv };
/** All reports in one file. */
const WHOLE = ["ctrf", "junit", "sarif"] as const;
/** A file for each student: these systems know one submission at a time. */
const SINGLE = ["classroom", "gradescope"] as const;

const look = { colour: false, width: 80 };

/** Names of what `--report FORMAT=PLACE` makes of a class. */
export const CLASS_FORMATS: readonly string[] = [...Object.keys(TABLES), ...WHOLE, ...SINGLE].sort();

/** Writes the class in the format of another system; of some a folder, with a file for each student who has a mark. */
export async function writeFormat(format: string, place: string, book: Gradebook, out: string): Promise<void> {
  const table = TABLES[format];
  if (table !== undefined) return writeWhole(place, table(book));
  const write = reporters[format];
  if (write === undefined) throw new Error(`there is no format ${format}`);
  const store = new Store(out);
  if (WHOLE.some((name) => name === format)) {
    const all: Report[] = [];
    for (const student of book.students)
      all.push(...(await reportsOf(student, store)).map((one) => named(one, student)));
    return writeWhole(place, await write(all, look));
  }
  for (const student of book.students.filter(({ total }) => isDecided(total))) {
    const reports = await reportsOf(student, store);
    if (reports.length > 0) await writeWhole(join(place, `${student.key}.json`), await write(reports, look));
  }
}

/** In one file with others, a report says whose it is. */
function named(report: Report, { key }: Student): Report {
  return { ...report, part: `${key} ${report.part}` };
}
