import { cp, lstat, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isThere, placeInside } from "./inside.ts";
import { type LeftOut, leftOutAt } from "./left-out.ts";

/** Every file below the given paths, relative to `root`, with forward slashes, in a fixed order. */
export async function filesOf(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if ((await lstat(join(root, path))).isDirectory()) {
      const inside = (await readdir(join(root, path))).sort().map((name) => `${path}/${name}`);
      found.push(...(await filesOf(root, inside)));
    } else found.push(path);
  }
  return found;
}

/**
 * Given files that differ from the reference's, or are gone from a service folder that is there. What is missing only
 * because it was not copied was not changed by anybody.
 */
export async function changedGiven(
  reference: string,
  work: string,
  given: readonly string[],
  leftOut: readonly LeftOut[] = [],
): Promise<readonly string[]> {
  const files = await filesOf(reference, given);
  const changed = await Promise.all(
    files.map(async (file) => {
      const [right, found] = await Promise.all([
        readFile(join(reference, file)),
        readFile(join(work, file)).catch(() => undefined),
      ]);
      if (found?.equals(right) || leftOutAt(leftOut, file)) return [];
      return found !== undefined || (await isThere(join(work, file.split("/")[0] ?? file))) ? [file] : [];
    }),
  );
  return changed.flat();
}

/**
 * Puts given code back. Whatever stands in its place (a file, a link) goes first; of the folders above it, only links that
 * stay inside may be links, so nothing is written anywhere else.
 */
export async function restoreGiven(reference: string, work: string, given: readonly string[]): Promise<void> {
  for (const path of given) {
    for (const folder of foldersAbove(path))
      if ((await isThere(join(work, folder))) && !(await isFolderInside(work, folder))) await rm(join(work, folder));
    await rm(join(work, path), { recursive: true, force: true });
    await cp(join(reference, path), join(work, path), { recursive: true });
  }
}

async function isFolderInside(work: string, folder: string): Promise<boolean> {
  const place = await placeInside(work, folder);
  const found = place === undefined ? undefined : await lstat(join(work, place)).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** `a` and `a/b` for `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}
