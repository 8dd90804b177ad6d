import { constants } from "node:fs";
import { copyFile, lstat, mkdir, readdir, readlink, realpath, symlink } from "node:fs/promises";
import { join, relative, sep } from "node:path";

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
  const names = await readdir(from).catch((error) => leaveOut(progress, from, error));
  await mkdir(to, { recursive: true });
  for (const name of names ?? []) {
    if (!IGNORED.has(name)) await copyEntry(progress, join(from, name), join(to, name));
  }
}

/** What cannot be read is left out; what is gone by now (an editor's temporary file) was not part of the work. */
function leaveOut(progress: Progress, path: string, { code }: NodeJS.ErrnoException): undefined {
  if (code !== "ENOENT") refuseIn(progress, path, `it cannot be read (${code})`);
}

function refuseIn({ root, leftOut }: Progress, path: string, reason: string): void {
  leftOut.push({ path: relative(root, path).split(sep).join("/"), reason });
}

async function copyEntry(progress: Progress, from: string, to: string): Promise<void> {
  const found = await lstat(from).catch((error) => leaveOut(progress, from, error));
  const refuse = (reason: string) => refuseIn(progress, from, reason);
  if (found === undefined) return;
  if (found.isDirectory()) return copyFolder(progress, from, to);
  if (found.isSymbolicLink()) return copyLink(progress.root, from, to, refuse);
  if (!found.isFile()) return refuse("it is neither a file nor a folder nor a link");
  if (found.size > MOST_FILE_BYTES)
    return refuse(`it has ${megabytes(found.size)} MB; the limit is ${megabytes(MOST_FILE_BYTES)} MB`);
  progress.files += 1;
  progress.bytes += found.size;
  if (progress.files > MOST_FILES) return refuse(`the folder holds more than ${MOST_FILES} files`);
  if (progress.bytes > MOST_BYTES) return refuse(`the folder holds more than ${megabytes(MOST_BYTES)} MB`);
  await copyFile(from, to, constants.COPYFILE_FICLONE).catch((error) => leaveOut(progress, from, error));
}

async function copyLink(root: string, from: string, to: string, refuse: (reason: string) => void): Promise<void> {
  const target = await realpath(from).catch(() => undefined);
  if (target === undefined) return refuse("it is a link to something that does not exist");
  if (target !== root && !target.startsWith(root + sep)) return refuse("it is a link that leads out of your folder");
  await symlink(relative(join(from, ".."), target), to).catch(async () =>
    refuse(`the link to ${await readlink(from)} cannot be made`),
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / MIB);
}
