import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  symlinkSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { setImmediate as breath } from "node:timers/promises";
import { Finding, GraderError } from "../core/errors.ts";
import type { Reason } from "./left-out.ts";

/** What decides about each entry of a tree that is copied. Paths are relative to the tree, with forward slashes. */
export interface TreeRules {
  /** Why an entry is not to be copied. */
  readonly refuses?: (path: string, found: Stats) => Reason | undefined;
  /** What a link says in the copy. `at` leads to the link itself. */
  readonly target: (at: string, path: string) => string | Reason;
  readonly leftOut?: (path: string, reason: Reason) => void;
  /** Names of one folder, in the order in which they are copied. */
  readonly order?: (names: readonly string[]) => readonly string[];
}

const NOFOLLOW = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const CHUNK = 1024 * 1024;
const ZEROS = Buffer.alloc(CHUNK);
const IS_LINUX = process.platform === "linux";
/** Entries that are copied in one go: other things of this process have to come to their turn. */
const IN_ONE_GO = 50;

/**
 * Copies a file or folder with its modes and, as root, its owners. Nothing is opened through a link, even when somebody
 * changes the tree meanwhile: on Linux each folder is entered by the handle of the one above. The copy itself is never a
 * link: a link in the place of the whole tree is left out.
 */
export async function copyTree(from: string, to: string, rules: TreeRules): Promise<void> {
  await new TreeCopy(rules).entry(from, to, ".");
}

class TreeCopy {
  readonly #rules: TreeRules;
  #copied = 0;

  constructor(rules: TreeRules) {
    this.#rules = rules;
  }

  async entry(at: string, to: string, path: string): Promise<void> {
    this.#copied += 1;
    if (this.#copied % IN_ONE_GO === 0) await breath();
    const reason = await this.#any(at, to, path).catch((error) => notCopied(error, isFolder(at)));
    if (reason) this.#rules.leftOut?.(path, reason);
  }

  /** The reason why it was not copied, if it was not. */
  async #any(at: string, to: string, path: string): Promise<Reason | undefined> {
    const found = lstatSync(at);
    const refused = this.#rules.refuses?.(path, found);
    if (refused) return refused;
    if (found.isDirectory()) return this.#folder(at, to, path);
    if (found.isSymbolicLink()) {
      // Whoever uses the copy would be led to where the link leads. It was none a moment ago.
      if (path === ".") return { code: "link-outside" };
      const target = this.#rules.target(at, path);
      if (typeof target !== "string") return target;
      symlinkSync(target, to);
      keepOwner(() => lchownSync(to, found.uid, found.gid));
      return undefined;
    }
    return found.isFile() ? copyFile(at, to) : { code: "special-file" };
  }

  async #folder(at: string, to: string, path: string): Promise<undefined> {
    const handle = IS_LINUX ? openSync(at, NOFOLLOW | constants.O_DIRECTORY) : undefined;
    try {
      const here = handle === undefined ? at : `/proc/self/fd/${handle}`;
      const found = lstatSync(`${here}/.`);
      const names = readdirSync(here);
      mkdirSync(to, { mode: 0o700 });
      for (const name of this.#rules.order?.(names) ?? names)
        await this.entry(`${here}/${name}`, `${to}/${name}`, path === "." ? name : `${path}/${name}`);
      keepOwner(() => lchownSync(to, found.uid, found.gid));
      chmodSync(to, modeOf(found, 0o700));
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
  }
}

/** As much of a file as it had when it was opened. Holes stay holes. */
function copyFile(at: string, to: string): Reason | undefined {
  const source = openSync(at, NOFOLLOW);
  try {
    const found = fstatSync(source);
    if (!found.isFile()) return { code: "special-file" };
    const copy = openSync(to, "wx", 0o600);
    try {
      copyBytes(source, copy, found.size);
      keepOwner(() => fchownSync(copy, found.uid, found.gid));
      fchmodSync(copy, modeOf(found, 0o600));
    } finally {
      closeSync(copy);
    }
    return undefined;
  } finally {
    closeSync(source);
  }
}

function copyBytes(source: number, copy: number, size: number): void {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size));
  let done = 0;
  while (done < size) {
    const read = readSync(source, buffer, 0, Math.min(CHUNK, size - done), done);
    if (read === 0) break;
    if (ZEROS.compare(buffer, 0, read, 0, read) !== 0) writeAll(copy, buffer.subarray(0, read), done);
    done += read;
  }
  ftruncateSync(copy, done);
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

/** Who is not root cannot give a file away, and some who are may not. */
function keepOwner(give: () => void): void {
  if (process.geteuid?.() !== 0) return;
  try {
    give();
  } catch {
    // It stays ours.
  }
}

/** Its own rights, and at least those that we need; no program that becomes its owner for whoever starts it. */
function modeOf({ mode }: Stats, ours: number): number {
  return (mode & 0o1777) | ours;
}

/** Puts an error of the file system into words. A full disk is ours, and must not look like the student's mistake. */
export function notCopied(error: NodeJS.ErrnoException, isFolder: boolean): Reason {
  if (error instanceof Finding || error.code === undefined) throw error;
  if (["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EIO", "EROFS"].includes(error.code)) {
    throw new GraderError(
      "NO_SPACE",
      `The work cannot be copied to ${tmpdir()}: ${error.message}.`,
      "Free some space there, or name another folder in the variable TMPDIR.",
      { cause: error },
    );
  }
  return { code: "unreadable", error: error.code, isFolder };
}

function isFolder(at: string): boolean {
  try {
    return lstatSync(at).isDirectory();
  } catch {
    return false;
  }
}
