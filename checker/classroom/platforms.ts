import { remarksOn, rounded } from "./book-csv.ts";
import { writeTable } from "./csv.ts";
import { type Gradebook, isDecided, type Student } from "./gradebook.ts";

/** The columns by which Canvas knows a student; its import wants all of them, in this order. */
const CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] as const;

/**
 * What Canvas' gradebook imports (its guide "How do I import grades in the Gradebook"): a column with the lab's name. Where the roster is
 * Canvas' own export, its columns are kept. A mark that is not decided is left empty, which changes nothing there.
 */
export function canvasCsv(book: Gradebook): string {
  const possible = book.parts.filter(({ extra }) => !extra).reduce((sum, part) => sum + part.possible, 0);
  const head = ["    Points Possible", "", "", "", "", rounded(possible)];
  const rows = book.students.filter(isKnown).map((student) => [...canvasColumns(student), gradeOf(student)]);
  return writeTable([...CANVAS, book.title], [head, ...rows]);
}

function canvasColumns(student: Student): readonly string[] {
  const { columns, name, number, id, login } = student;
  const known = { Student: name, ID: number ?? id, "SIS User ID": "", "SIS Login ID": login, Section: "" };
  return CANVAS.map((column) => columns[column] ?? known[column]);
}

/**
 * What Moodle imports as an offline grading worksheet of an assignment (mod/assign/feedback/offline): it knows a participant by the
 * number that stands in the name of the submission, or in the worksheet, where that is the roster.
 */
export function moodleCsv(book: Gradebook): string {
  const columns = ["Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Feedback comments"];
  const rows = book.students
    .filter(isKnown)
    .map((student) => [
      identifierOf(student),
      student.name,
      student.email,
      gradeOf(student),
      rounded(student.total.possible),
      remarksOn(student),
    ]);
  return writeTable(columns, rows);
}

function identifierOf({ columns, number }: Student): string {
  return columns.Identifier ?? (number === undefined ? "" : `Participant ${number}`);
}

/** Nobody's submission has no place in another system. */
function isKnown({ id, login, email, number, columns }: Student): boolean {
  return [id, login, email, number ?? ""].some((text) => text !== "") || Object.keys(columns).length > 0;
}

/** Extra points come on top. */
function gradeOf({ total, problem }: Student): number | "" {
  return isDecided(total) && problem === undefined ? rounded(total.earned + total.extra) : "";
}
