import type { Report } from "../core/report.ts";
import { mapTexts, terminalText } from "../report/escape.ts";
import { html } from "../report/html.ts";
import { markdown } from "../report/markdown.ts";
import { inline, table } from "../report/markdown-text.ts";
import { markup } from "../report/markup.ts";
import { points } from "../report/words.ts";
import { type Gradebook, isDecided, type Mark, type Student } from "./gradebook.ts";

/** What is handed back to a student: the mark, what was decided by hand and why, and the reports. */
export interface Feedback {
  readonly html: string;
  readonly markdown: string;
}

/** `reports` are those of the student's marks. Nothing in it tells of the instructor's machine, or of other students. */
export function feedbackFor(original: Student, book: Gradebook, reports: readonly Report[]): Feedback {
  const student = mapTexts(original, terminalText);
  const own = reports.map((report) => ({ ...report, submission: student.submission?.label ?? student.name }));
  return { html: html(own, introCard(student, book)), markdown: `${introText(student, book)}\n\n${markdown(own)}` };
}

function introCard(student: Student, { title }: Gradebook) {
  const rows = rowsOf(student).map(
    ([what, value]) => markup`<tr><th scope="row">${what}</th><td class="score">${value}</td></tr>`,
  );
  return markup`<section class="card"><p class="eyebrow">${title}</p><h1>${student.name}</h1><table><tbody>${rows}</tbody></table></section>`;
}

function introText(student: Student, { title }: Gradebook): string {
  const rows = rowsOf(student).map((row) => row.map(inline));
  const columns = [
    ["", "left"],
    ["", "right"],
  ] as const;
  return `# ${inline(`${title}: ${student.name}`)}\n\n${table(columns, rows)}`;
}

/** The sum, each part, and each line of what was decided by hand. */
function rowsOf({ marks, total }: Student): readonly (readonly [string, string])[] {
  const extra = total.extra > 0 ? `, +${points(total.extra)} extra` : "";
  return [
    ["Together", isDecided(total) ? `${points(total.earned)} of ${points(total.possible)}${extra}` : "not decided yet"],
    ...marks.flatMap((mark): [string, string][] => [
      [mark.part, scoreOf(mark)],
      ...mark.adjustments.map(adjustmentRow),
    ]),
  ];
}

function scoreOf(mark: Mark): string {
  return isDecided(mark) ? `${points(mark.earned)} of ${points(mark.possible)}` : "not decided yet";
}

function adjustmentRow({ check, change, reason }: Mark["adjustments"][number]): [string, string] {
  const sign = change < 0 ? "−" : "+";
  return [check === undefined ? reason : `${reason} (${check})`, `${sign}${points(Math.abs(change))}`];
}
