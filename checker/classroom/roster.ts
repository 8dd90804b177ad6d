import { UsageError } from "../core/errors.ts";
import { columnCalled, type Row, readTable } from "./csv.ts";

/** A student as the roster has it. */
export interface Person {
  readonly line: number;
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** Several students with one submission. */
  readonly group: string;
  /** The name of a submission that somebody has looked up by hand. */
  readonly submission: string;
  /** Every column, under its own name. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Whoever handed in what matches nobody in the roster. */
export const NOBODY: Person = {
  line: 0,
  id: "",
  login: "",
  name: "",
  email: "",
  group: "",
  submission: "",
  columns: {},
};

export interface Roster {
  readonly columns: readonly string[];
  readonly people: readonly Person[];
}

/** Names of columns in what Canvas, Moodle and GitHub Classroom export, in plain letters; the first that is there counts. */
const COLUMNS = {
  id: ["id", "studentid", "studentnumber", "idnumber", "identifier", "sisuserid"],
  login: ["login", "username", "githubusername", "githublogin", "sisloginid"],
  name: ["name", "fullname", "student", "studentname", "displayname"],
  first: ["firstname", "givenname"],
  last: ["lastname", "surname", "familyname"],
  email: ["email", "emailaddress", "mail"],
  group: ["group", "team", "groupname"],
  submission: ["submission"],
} as const satisfies Record<string, readonly string[]>;

/** Says who is in the class. Throws UsageError where nobody can be told apart by it. */
export function readRoster(bytes: Buffer, path: string): Roster {
  const { columns, rows } = readTable(bytes, path);
  const called = (field: keyof typeof COLUMNS) => columnCalled(columns, COLUMNS[field]);
  const known = (["id", "login", "name", "email", "last"] as const).filter((field) => called(field) !== undefined);
  if (known.length === 0)
    throw new UsageError(
      `${path} has no column for an id, a login, a name or an e-mail; it has ${columns.join(" | ")}. Columns are separated by commas, semicolons or tabs.`,
    );
  const cell = (row: Row, field: keyof typeof COLUMNS) => row.cells.get(called(field) ?? "") ?? "";
  const people = rows.map((row): Person => {
    const name = cell(row, "name") || `${cell(row, "first")} ${cell(row, "last")}`.trim();
    const [id, login, email] = [cell(row, "id"), cell(row, "login"), cell(row, "email")];
    const [group, submission] = [cell(row, "group"), cell(row, "submission")];
    const all = Object.fromEntries(columns.map((column) => [column, row.cells.get(column) ?? ""]));
    return { line: row.line, id, login, name: name || login || email || id, email, group, submission, columns: all };
  });
  // Canvas puts the most that can be had in a line before the students.
  const students = people.filter(({ name, id }) => id !== "" || !/^points possible$/i.test(name));
  if (students.length === 0) throw new UsageError(`${path} names no students.`);
  refuseTwins(students, path);
  return { columns, people: students };
}

/** Two students may have one name, and nothing else in common. */
function refuseTwins(people: readonly Person[], path: string): void {
  for (const field of ["id", "login", "email"] as const) {
    const lines = new Map<string, number>();
    for (const person of people) {
      const value = person[field].toLowerCase();
      const other = lines.get(value);
      if (value !== "" && other !== undefined)
        throw new UsageError(`${path}: lines ${other} and ${person.line} have the same ${field}, "${person[field]}".`);
      lines.set(value, person.line);
    }
  }
}
