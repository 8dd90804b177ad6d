import { basename } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { columnCalled, readTable } from "../csv.ts";
import { isAddress } from "./clone.ts";

/** A repository, and whose it is called. */
export interface Addressed {
  readonly address: string;
  readonly label: string;
}

/**
 * The addresses in a text file with one on each line, or in a CSV file with a column of them; there a column with logins, ids or names
 * says whose they are. Throws UsageError where there are none.
 */
export function addressesIn(bytes: Buffer, path: string): readonly Addressed[] {
  const lines = bytes
    .toString("utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const [first = ""] = lines;
  if (!isAddress(first)) return addressesInTable(bytes, path);
  const odd = lines.find((line) => !isAddress(line));
  if (odd !== undefined) throw new UsageError(`${path} is a list of git addresses, and "${odd}" is none.`);
  return lines.map((address) => ({ address, label: labelOf(address, lines) }));
}

function addressesInTable(bytes: Buffer, path: string): readonly Addressed[] {
  const { columns, rows } = readTable(bytes, path);
  const column = columns.find((name) => rows.some(({ cells }) => isAddress(cells.get(name) ?? "")));
  if (column === undefined)
    throw new UsageError(`${path} is neither a folder, nor an archive, nor a list of git addresses.`);
  const who = columnCalled(columns, ["githubusername", "login", "username", "id", "email", "name"]);
  const given = rows.filter(({ cells }) => (cells.get(column) ?? "") !== "");
  const addresses = given.map(({ cells }) => cells.get(column) ?? "");
  return given.map(({ line, cells }, index) => {
    const address = addresses[index] ?? "";
    if (!isAddress(address)) throw new UsageError(`${basename(path)}, line ${line}: "${address}" is no git address.`);
    return { address, label: (who && cells.get(who)) || labelOf(address, addresses) };
  });
}

/** The repository's name; where all are forks of one, their owner's. */
function labelOf(address: string, all: readonly string[]): string {
  const names = (one: string) => one.split(/[/:]/).flatMap((name) => name.replace(/\.git$/, "") || []);
  const isFork = all.length > 1 && new Set(all.map((one) => names(one).at(-1))).size < all.length;
  return names(address).at(isFork ? -2 : -1) ?? address;
}
