import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Draft, type Edit } from "../kit/answers/answers.ts";
import { REFERENCE } from "./command.ts";

/** A copy of the reference, edited; it goes when it is disposed. */
export async function draft(edit: Edit = () => undefined): Promise<Draft & AsyncDisposable> {
  const home = await mkdtemp(join(tmpdir(), "e2e-draft-"));
  const made = new Draft(REFERENCE, join(home, "dockercoins"));
  edit(made);
  return Object.assign(made, {
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  });
}

/** One number for everything in a folder: names, kinds, contents, modes and times of change. */
export async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const visit = async (path: string): Promise<void> => {
    const found = await lstat(path);
    hash.update(`${path}\0${found.mode}\0${found.mtimeMs}\0${found.uid}\0`);
    if (found.isSymbolicLink()) hash.update(await readlink(path));
    else if (found.isFile()) hash.update(await readFile(path));
    else if (found.isDirectory()) for (const name of (await readdir(path)).sort()) await visit(join(path, name));
  };
  await visit(folder);
  return hash.digest("hex");
}
