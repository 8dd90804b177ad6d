import type { Stats } from "node:fs";
import type { LeftOut, Reason } from "./left-out.ts";

/** What is told once for a folder, and not of each entry. */
export function isOverBudget({ code }: Reason): boolean {
  return code === "file-count" || code === "total-size";
}

const MIB = 1024 * 1024;
export const MOST_FILE_BYTES = 32 * MIB;
export const MOST_BYTES = 256 * MIB;
export const MOST_FILES = 20_000;
/** Folders within folders. */
export const MOST_DEPTH = 100;
/** Of one budget: whatever is more than that is told as one. */
const MOST_TOLD = 200;

interface Budget {
  /** What it is for: a folder, or `.` for all that is in none. */
  readonly folder: string;
  files: number;
  bytes: number;
  spent: "file-count" | "total-size" | undefined;
  readonly missing: Set<string>;
}

/** What may be copied: so much of some folders each, and as much of all the rest. One costs the others nothing. */
export class Budgets {
  readonly #folders: ReadonlyMap<string, Budget>;
  readonly #rest = budget(".");

  constructor(folders: readonly string[]) {
    this.#folders = new Map(folders.map((folder) => [folder, budget(folder)]));
  }

  /** Counts an entry, and says why it may not be copied. */
  refuses(path: string, found: Stats): Reason | undefined {
    const names = path.split("/");
    const own = this.#folders.get(names[0] ?? "") ?? this.#rest;
    const odd = oddity(names.length, found);
    // What is left out counts as well: each of it is told, and looked at again.
    own.files += 1;
    own.bytes += found.isFile() && odd === undefined ? found.size : 0;
    own.spent ??= own.files > MOST_FILES ? "file-count" : own.bytes > MOST_BYTES ? "total-size" : undefined;
    if (own.spent === undefined) return odd;
    own.missing.add(names.slice(0, own.folder === "." ? 1 : 2).join("/"));
    return { code: own.spent };
  }

  /** Where something is missing because there is too much, told by the folders next to the top. */
  leftOut(): readonly LeftOut[] {
    return [...this.#folders.values(), this.#rest].flatMap(({ folder, spent, missing }) => {
      if (spent === undefined) return [];
      return (missing.size > MOST_TOLD ? [folder] : [...missing]).map((path) => ({ path, code: spent }));
    });
  }
}

/** What no budget pays for. */
function oddity(depth: number, found: Stats): Reason | undefined {
  if (depth > MOST_DEPTH) return { code: "depth" };
  return found.isFile() && found.size > MOST_FILE_BYTES ? { code: "file-size", bytes: found.size } : undefined;
}

function budget(folder: string): Budget {
  return { folder, files: 0, bytes: 0, spent: undefined, missing: new Set() };
}
