import { terminalText } from "../report/escape.ts";
import { count } from "../report/words.ts";
import { remarksOn } from "./book-csv.ts";
import { type Gradebook, isDecided } from "./gradebook.ts";

/** Longer lists are in the book. */
const MOST = 20;

/** What a person at the terminal has to know: how many there are, and whom somebody has to look at. */
export function gradeText(book: Gradebook, out: string): string {
  const { students, passedBy } = book;
  const nothing = students.filter(({ submission, problem }) => submission === undefined && problem === undefined);
  const problems = students.filter(({ problem }) => problem !== undefined);
  const open = students.filter(({ total, problem }) => !isDecided(total) && problem === undefined);
  const lines = [
    `${count(students.length, "student")}, ${students.filter(({ total }) => isDecided(total)).length} with a mark.`,
    ...list(
      "Handed in nothing",
      nothing.map(({ name }) => name),
    ),
    ...list(
      "Somebody has to look at",
      problems.map((student) => `${student.name}: ${student.problem}`),
    ),
    ...list(
      "Could not be judged; the same command tries again",
      open.map((student) => `${student.name}: ${remarksOn(student)}`),
    ),
    ...list("Passed by", passedBy),
    `The gradebook is in ${out}: gradebook.csv, gradebook.json, index.html, and feedback/ to hand back.`,
  ];
  return lines.map((line) => terminalText(line)).join("\n");
}

function list(heading: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const rest = items.length - MOST;
  return [
    `${heading}:`,
    ...items.slice(0, MOST).map((item) => `  ${item}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}
