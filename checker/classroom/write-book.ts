import { join } from "node:path";
import { gradebookCsv } from "./book-csv.ts";
import { feedbackFor } from "./feedback.ts";
import { writeWhole } from "./files.ts";
import type { Gradebook, Student } from "./gradebook.ts";
import { classPage } from "./page/page.ts";
import { reportsOf } from "./reports.ts";
import { Store } from "./store.ts";

/** Everything in the output folder that is made from the book and the reports. */
export async function writeBook(out: string, book: Gradebook): Promise<void> {
  await writeWhole(join(out, "gradebook.json"), `${JSON.stringify(book, undefined, 2)}\n`);
  await writeWhole(join(out, "gradebook.csv"), gradebookCsv(book));
  await writeWhole(join(out, "index.html"), classPage(book));
  const store = new Store(out);
  for (const student of book.students) await writeFeedback(out, student, book, store);
}

/** A student of whom nothing was judged gets none. */
async function writeFeedback(out: string, student: Student, book: Gradebook, store: Store): Promise<void> {
  const reports = await reportsOf(student, store);
  if (reports.length === 0) return;
  const { html, markdown } = feedbackFor(student, book, reports);
  await writeWhole(join(out, "feedback", `${student.key}.html`), html);
  await writeWhole(join(out, "feedback", `${student.key}.md`), markdown);
}
