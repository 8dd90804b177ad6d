import { constants } from "node:fs";
import { copyFile, lstat, mkdir, readdir, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { GraderError } from "../core/errors.ts";

/** Why something was left out of the workspace. */
export interface LeftOut {
  /** Relative to the submission, with forward slashes. */
  readonly path: string;
  readonly reason: string;
}

const MIB = 1024 * 1024;
export const MOST_FILE_BYTES = 32 * MIB;
export const MOST_BYTES = 256 * MIB;
export const MOST_FILES = 20_000;
/** Dropped without a word: nothing that a student writes lives there. */
const IGNORED = new Set([".git", ".DS_Store"]);

interface Progress {
  readonly root: string;
  readonly leftOut: LeftOut[];
  files: number;
  bytes: number;
}

/** Copies a submission without following a link out of it; what cannot be copied is listed with the reason. */
export async function copySubmission(from: string, to: string): Promise<readonly LeftOut[]> {
  const progress: Progress = { root: await realpath(from), leftOut: [], files: 0, bytes: 0 };
  await copyFolder(progress, progress.root, to);
  return progress.leftOut;
}

async function copyFolder(progress: Progress, from: string, to: string): Promise<void> {
  const names = await readdir(from);
  await mkdir(to, { recursive: true });
  for (const name of names) if (!IGNORED.has(name)) await copyEntry(progress, join(from, name), join(to, name));
}

async function copyEntry(progress: Progress, from: string, to: string): Promise<void> {
  const reason = await copyAny(progress, from, to).catch(notCopied);
  if (reason) progress.leftOut.push({ path: relative(progress.root, from).split(sep).join("/"), reason });
}

/** The reason why it was not copied, if it was not. */
async function copyAny(progress: Progress, from: string, to: string): Promise<string | undefined> {
  const found = await lstat(from);
  progress.files += 1;
  if (progress.files > MOST_FILES) return `the folder holds more than ${MOST_FILES} files`;
  if (found.isDirectory()) await copyFolder(progress, from, to);
  else if (found.isSymbolicLink()) return copyLink(progress.root, from, to);
  else if (!found.isFile()) return "it is neither a file nor a folder nor a link";
  else {
    if (found.size > MOST_FILE_BYTES)
      return `it has ${megabytes(found.size)} MB; the limit is ${megabytes(MOST_FILE_BYTES)} MB`;
    progress.bytes += found.size;
    if (progress.bytes > MOST_BYTES) return `the folder holds more than ${megabytes(MOST_BYTES)} MB`;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
  return undefined;
}

async function copyLink(root: string, from: string, to: string): Promise<string | undefined> {
  const target = await realpath(from).catch(() => undefined);
  if (target === undefined) return "it is a link to something that does not exist";
  if (target !== root && !target.startsWith(root + sep)) return "it is a link that leads out of your folder";
  await symlink(relative(join(from, ".."), target) || ".", to);
  return undefined;
}

/** Puts an error of the file system into words. A full disk is ours, and must not look like the student's mistake. */
export function notCopied(error: NodeJS.ErrnoException): string {
  if (error.code === undefined) throw error;
  if (["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "EIO", "EROFS"].includes(error.code)) {
    throw new GraderError(
      "NO_SPACE",
      `The work cannot be copied to ${tmpdir()}: ${error.message}.`,
      "Free some space there, or name another folder in the variable TMPDIR.",
      { cause: error },
    );
  }
  return `it cannot be read (${error.code})`;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / MIB);
}
