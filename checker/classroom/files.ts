import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "../core/errors.ts";

/**
 * Writes a whole file or nothing: whoever reads it sees the old or the new one. What cannot be made again is `lasting`: it is on the
 * disk when this resolves.
 */
export async function writeWhole(path: string, text: string, lasting = false): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(draft, "w");
    try {
      await file.writeFile(text);
      if (lasting) await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Failure(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}). What was graded is kept.`);
  }
}

/** Undefined where there is no such file. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
