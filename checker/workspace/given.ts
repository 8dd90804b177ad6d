import { cp, lstat, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

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

/** Given files that differ from the reference's, or are gone. */
export async function changedGiven(
  reference: string,
  work: string,
  given: readonly string[],
): Promise<readonly string[]> {
  const files = await filesOf(reference, given);
  const changed = await Promise.all(
    files.map(async (file) => {
      const [right, found] = await Promise.all([
        readFile(join(reference, file)),
        readFile(join(work, file)).catch(() => undefined),
      ]);
      return found?.equals(right) ? [] : [file];
    }),
  );
  return changed.flat();
}

/** Puts given code back. Whatever stands in its place (a folder, a link) goes first, so nothing is written through it. */
export async function restoreGiven(reference: string, work: string, given: readonly string[]): Promise<void> {
  for (const path of given) {
    for (const folder of foldersAbove(path)) {
      const found = await lstat(join(work, folder)).catch(() => undefined);
      if (found !== undefined && !found.isDirectory()) await rm(join(work, folder));
    }
    await rm(join(work, path), { recursive: true, force: true });
    await cp(join(reference, path), join(work, path), { recursive: true });
  }
}

/** `a` and `a/b` for `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}
