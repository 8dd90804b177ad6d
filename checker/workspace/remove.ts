import { lstat, readdir, rm } from "node:fs/promises";
import type Docker from "dockerode";
import { execa } from "execa";
import { OWNER, RUN } from "../engine/labels.ts";
import { thisOwner } from "../engine/owner.ts";
import { removeAsRoot } from "../engine/remove-folder.ts";
import { isThere } from "./inside.ts";

/** Removes a folder of ours with all that containers may have left in it. False when something stays. */
export async function removeFolder(docker: Docker, path: string): Promise<boolean> {
  await removeOurselves(path);
  if (!(await isOurFolder(path))) return !(await isThere(path));
  const labels = { [RUN]: "remove", [OWNER]: thisOwner() };
  await removeAsRoot(docker, path, await readdir(path).catch(() => []), labels).catch(() => false);
  await removeOurselves(path);
  return !(await isThere(path));
}

/**
 * `rm` walks by handles of folders: no path is too long for it, and nobody who changes the folder meanwhile can lead it
 * elsewhere. Windows has none, and there no container writes to our folders with rights of its own.
 */
async function removeOurselves(path: string): Promise<void> {
  const { code } = await execa("rm", ["-rf", "--", path], { reject: false, stdio: "ignore" });
  if (code === "ENOENT") await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** Somebody else's could be exchanged for a link, which the engine would follow, just before it is mounted. */
export async function isOurFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}
