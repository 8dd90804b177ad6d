import { lstat, realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";

/**
 * Where a path really leads, every link in it resolved, relative to the folder and with forward slashes; `.` is the
 * folder itself. Undefined when it leads out. What is not there yet counts from its nearest parent that is.
 */
export async function placeInside(folder: string, path: string): Promise<string | undefined> {
  const root = await realpath(folder);
  const found = await realpathOfNearest(resolve(folder, path));
  if (found === root) return ".";
  return found.startsWith(root + sep) ? relative(root, found).split(sep).join("/") : undefined;
}

/** True when a path, with every link in it resolved, lies in the folder or is the folder. */
export async function isInside(folder: string, path: string): Promise<boolean> {
  return (await placeInside(folder, path)) !== undefined;
}

/** Nothing there, links in a circle, a file where a folder should be, and a name that no folder can hold are all the same: not there. */
const ABSENT = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"]);

async function realpathOfNearest(path: string): Promise<string> {
  const found = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (!ABSENT.has(error.code ?? "")) throw error;
    return undefined;
  });
  const parent = dirname(path);
  if (found !== undefined || parent === path) return found ?? path;
  return resolve(await realpathOfNearest(parent), path.slice(parent.length + 1));
}

/** Whether there is anything at a path, be it a link that leads nowhere. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
