import { writeTable } from "./csv.ts";
import { type Gradebook, isDecided, type Mark, type Student } from "./gradebook.ts";

/** Two digits: what is left of a third is noise of the machine. */
export function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}

/**
 * `gradebook.csv`: a line for each student. A mark that is not decided is an empty cell and never a 0; the last column says why.
 */
export function gradebookCsv(book: Gradebook): string {
  const own = [...new Set(book.students.flatMap(({ columns }) => Object.keys(columns)))];
  const who = own.length > 0 ? own : ["name"];
  const parts = book.parts.map(({ name, possible, extra }) => `${name} (${extra ? "+" : ""}${rounded(possible)})`);
  const columns = [...who, "submission", "late", ...parts, "total", "possible", "extra", "adjusted", "remarks"];
  const rows = book.students.map((student) => [
    ...who.map((column) => student.columns[column] ?? (isNameColumn(column) ? student.name : "")),
    student.submission?.key ?? "",
    student.submission?.late ? "late" : "",
    ...student.marks.map(cellOf),
    isDecided(student.total) ? rounded(student.total.earned) : "",
    rounded(student.total.possible),
    rounded(student.total.extra),
    rounded(changes(student).reduce((sum, { change }) => sum + change, 0)),
    remarksOn(student),
  ]);
  return writeTable(columns, rows);
}

/** Where a submission is nobody's, its own name stands in the name's column. */
function isNameColumn(column: string): boolean {
  return /name|student/i.test(column);
}

function cellOf(mark: Mark): number | "" {
  return isDecided(mark) ? rounded(mark.earned) : "";
}

function changes({ marks }: Student) {
  return marks.flatMap(({ adjustments }) => adjustments);
}

/** All that a person has to know who looks at the line. */
export function remarksOn(student: Student): string {
  const { submission, problem, marks } = student;
  const open = marks.flatMap(({ part, why }) =>
    why === undefined || problem?.includes(why) ? [] : [`${part} is not decided: ${why}`],
  );
  return [
    ...(submission === undefined && problem === undefined ? ["Nothing was handed in."] : []),
    ...(problem === undefined ? [] : [problem]),
    ...open,
    ...changes(student).map(({ change, reason }) => `${change < 0 ? "" : "+"}${rounded(change)}: ${reason}`),
  ].join(" ");
}
