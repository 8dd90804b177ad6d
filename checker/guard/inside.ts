import { realpath } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";

/** True when a path, with every link in it resolved, lies in the folder or is the folder. What is not there yet counts as its nearest parent. */
export async function isInside(folder: string, path: string): Promise<boolean> {
  const root = await realpath(folder);
  const found = await realpathOfNearest(resolve(folder, path));
  return found === root || found.startsWith(root + sep);
}

async function realpathOfNearest(path: string): Promise<string> {
  const found = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  const parent = dirname(path);
  if (found !== undefined || parent === path) return found ?? path;
  return resolve(await realpathOfNearest(parent), path.slice(parent.length + 1));
}
