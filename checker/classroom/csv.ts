import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { UsageError } from "../core/errors.ts";

/** A line of a table that people wrote. */
export interface Row {
  /** For messages: where it stands, counted from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * Reads what spreadsheets export: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows' Latin-1, with a byte order
 * mark or without. Throws UsageError with the line where it is no table.
 */
export function readTable(bytes: Buffer, path: string): Table {
  const text = decoded(bytes).replace(/^\ufeff/, "");
  const [head, ...records] = recordsOf(text, path);
  if (head === undefined) throw new UsageError(`${path} is empty: its first line has to name the columns.`);
  const columns = head.cells.map((cell) => cell.trim());
  const twice = columns.find((column, index) => column !== "" && columns.indexOf(column) !== index);
  if (twice !== undefined) throw new UsageError(`${path} has two columns "${twice}".`);
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: new Map(cells.map((cell, index) => [columns[index] ?? "", cell.trim()] as const)),
  }));
  return { columns: columns.filter((column) => column !== ""), rows };
}

function recordsOf(text: string, path: string): readonly { line: number; cells: string[] }[] {
  const [first = ""] = text.split(/\r\n?|\n/, 1);
  const delimiter = DELIMITERS.map((one) => ({ one, times: first.split(one).length })).sort(
    (a, b) => b.times - a.times,
  )[0];
  try {
    const records = parse(text, {
      delimiter: delimiter?.one ?? ",",
      info: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = "?" } = error as { lines?: number };
    throw new UsageError(`${path} cannot be read as a table at line ${lines}: ${error.message}.`);
  }
}

/** Excel writes UTF-16 with a mark, or Windows' Latin-1 without one: no bytes of that are valid UTF-8 by accident. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The first column that has one of the names, however it is spelled: `E-Mail` is `email`. */
export function columnCalled(columns: readonly string[], names: readonly string[]): string | undefined {
  const plain = columns.map((column) => [column.toLowerCase().replace(/[^a-z0-9]/g, ""), column] as const);
  return names.flatMap((name) => plain.filter(([spelled]) => spelled === name).map(([, column]) => column))[0];
}

/** A number as people write it, with a point or a comma; undefined for nothing, not a number for anything else. */
export function numberOf(text: string): number | undefined {
  return text === "" ? undefined : Number(text.replace(",", ".").replace(/%$/, ""));
}

/** A text that spreadsheets only show: what begins like a formula is put behind an apostrophe. */
export function writeTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    [columns, ...rows].map((row) => row.map(shown)),
    { record_delimiter: "windows" },
  );
}

/** Numbers are ours. A text is looked at without what spreadsheets pass over before a formula. */
function shown(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = value.replace(/[\r\n]+/g, " ");
  return /^[\s\p{Format}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}
