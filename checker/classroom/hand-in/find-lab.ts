import { readdir } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { isFilled, isJunk } from "../junk.ts";

/** How a lab is recognised. */
export interface Wanted {
  readonly name: string;
  /** Folders that students fill: work has one of them, at least. */
  readonly recognisedBy: readonly string[];
}

/** The folder with the lab's work, or those that could be it: none, or several. */
export type Found = { readonly dir: string } | { readonly candidates: readonly string[] };

const MOST_DEPTH = 8;
/** Of one submission; a lab lies further up. */
const MOST_FOLDERS = 5000;
/**
 * The lab's folder, at any sensible depth: one that has a folder in it by which work is recognised. Where there are several, it is `labs/NAME`, then
 * the one called NAME; two that come into question alike are for a person to choose between.
 */
export async function findLab(root: string, wanted: Wanted): Promise<Found> {
  const all = await candidatesBelow(root, wanted);
  const named = all.filter((dir) => basename(dir) === wanted.name);
  const inLabs = named.filter((dir) => dir.endsWith(`${sep}labs${sep}${wanted.name}`));
  for (const group of [inLabs, named, all]) {
    const [first] = group;
    if (group.length === 1 && first !== undefined) return { dir: first };
    if (group.length > 1) return { candidates: group };
  }
  return { candidates: [] };
}

/** Every folder that could be the work, from the outside in; a candidate's own folders are its own affair. */
export async function candidatesBelow(root: string, { recognisedBy }: Wanted): Promise<readonly string[]> {
  const wanted = new Set(recognisedBy.map((folder) => folder.toLowerCase()));
  const found: string[] = [];
  let level = [root];
  let seen = 0;
  for (let depth = 0; depth <= MOST_DEPTH && seen < MOST_FOLDERS; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      seen += 1;
      const names = await foldersIn(folder);
      if (names.some((name) => wanted.has(name.toLowerCase()))) found.push(folder);
      else next.push(...names.map((name) => join(folder, name)));
    }
    level = next;
  }
  return found;
}

/** No link is followed. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !isJunk(entry.name) && !isFilled(entry.name))
    .map(({ name }) => name)
    .sort();
}
