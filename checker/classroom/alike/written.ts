import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { isFilled, isJunk } from "../junk.ts";

/** What students write in a lab, and not what an application is made of. */
const WRITTEN = /^dockerfile|compose.{0,100}\.ya?ml$|\.(sh|ya?ml)$|^bonus\.md$/i;
const MOST_BYTES = 64 * 1024;
const MOST_FILES = 50;
const MOST_DEPTH = 6;

export interface Written {
  readonly path: string;
  readonly text: string;
}

/** The files of a folder that its student wrote, without the given ones. No link is followed. */
export async function writtenIn(dir: string, given: readonly string[]): Promise<readonly Written[]> {
  const found: Written[] = [];
  await addFrom(dir, "", given, found);
  return found;
}

async function addFrom(dir: string, path: string, given: readonly string[], found: Written[]): Promise<void> {
  const entries = await readdir(join(dir, path), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = path === "" ? entry.name : `${path}/${entry.name}`;
    if (found.length >= MOST_FILES || isJunk(entry.name) || isFilled(entry.name) || given.includes(inside)) continue;
    if (entry.isDirectory() && inside.split("/").length < MOST_DEPTH) await addFrom(dir, inside, given, found);
    else if (entry.isFile() && WRITTEN.test(entry.name)) {
      const text = await textOf(join(dir, inside));
      if (text !== undefined) found.push({ path: inside, text });
    }
  }
}

/** Undefined where it is too long to be written by hand, or cannot be read. */
async function textOf(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > MOST_BYTES ? undefined : readFile(path, "utf8").catch(() => undefined);
}
