import { join } from "node:path";
import { UsageError } from "../core/errors.ts";
import { columnCalled, numberOf, type Row, readTable } from "./csv.ts";
import { readIfThere } from "./files.ts";

/** What an instructor has decided about a mark: a line of `adjustments.csv`. */
export interface Adjustment {
  readonly line: number;
  /** A student's id, login, e-mail or name, the key of a submission, or `*` for all. */
  readonly student: string;
  readonly part: string;
  /** Title of a check; the whole part when it is empty. */
  readonly check: string;
  /** Points to add, or per cent of what was earned; less than nothing takes away. */
  readonly points?: number;
  readonly percent?: number;
  readonly reason: string;
}

/** What a check or a whole part is worth in this class: a line of `points.csv`. */
export interface Worth {
  readonly part: string;
  /** Title of a check; the whole part when it is empty. */
  readonly check: string;
  readonly points: number;
}

/** The parts and checks that there are. */
export type Parts = readonly { readonly name: string; readonly checks: readonly { readonly title: string }[] }[];

export const ADJUSTMENTS = "adjustments.csv";
export const POINTS = "points.csv";

/** `adjustments.csv` in the output folder, which we only read. Throws UsageError at a line that says nothing certain. */
export async function adjustmentsIn(out: string, parts: Parts): Promise<readonly Adjustment[]> {
  return linesOf(join(out, ADJUSTMENTS), ["student", "part", "reason"], (cell, row, path) => {
    const wrong = (what: string) => new UsageError(`${path}, line ${row.line}: ${what}`);
    const [student, part, check, reason] = [cell("student"), cell("part"), cell("check"), cell("reason")];
    const points = numberOf(cell("points"));
    const percent = numberOf(cell("percent"));
    if ([points, percent].some(Number.isNaN)) throw wrong("points and percent have to be numbers.");
    if (student === "") throw wrong("it names no student.");
    if (reason === "") throw wrong("it gives no reason.");
    if ((points === undefined) === (percent === undefined)) throw wrong("it needs either points or percent.");
    requireKnown(parts, part, check, wrong);
    const change = points === undefined ? { percent: percent ?? 0 } : { points };
    return { line: row.line, student, part, check, reason, ...change };
  });
}

/** `points.csv` in the output folder, which we only read. */
export async function worthsIn(out: string, parts: Parts): Promise<readonly Worth[]> {
  return linesOf(join(out, POINTS), ["part", "points"], (cell, row, path) => {
    const wrong = (what: string) => new UsageError(`${path}, line ${row.line}: ${what}`);
    const points = numberOf(cell("points"));
    if (points === undefined || !(points >= 0)) throw wrong("it needs points, 0 or more.");
    requireKnown(parts, cell("part"), cell("check"), wrong);
    return { part: cell("part"), check: cell("check"), points };
  });
}

async function linesOf<T>(
  path: string,
  required: readonly string[],
  read: (cell: (name: string) => string, row: Row, path: string) => T,
): Promise<readonly T[]> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return [];
  const { columns, rows } = readTable(bytes, path);
  const missing = required.find((name) => columnCalled(columns, [name]) === undefined);
  if (missing !== undefined) throw new UsageError(`${path} has no column "${missing}"; it has ${columns.join(", ")}.`);
  return rows.map((row) => read((name) => row.cells.get(columnCalled(columns, [name]) ?? "") ?? "", row, path));
}

function requireKnown(parts: Parts, part: string, check: string, wrong: (what: string) => UsageError): void {
  const found = parts.find(({ name }) => name === part);
  if (found === undefined)
    throw wrong(`there is no part "${part}" in this gradebook: ${parts.map(({ name }) => name).join(", ")}.`);
  if (check !== "" && !found.checks.some(({ title }) => title === check))
    throw wrong(`${part} has no check "${check}".`);
}
