import { stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../core/errors.ts";

/** The folder with the service folders: DIR itself, or a folder in it that is named after the lab. */
export async function locate(dir: string, lab: string, services: readonly string[]): Promise<string> {
  if (!(await isFolder(dir))) throw new UsageError(`There is no folder ${dir}.`);
  const named = join(dir, lab);
  if (await isFolder(named)) return named;
  for (const service of services) if (await isFolder(join(dir, service))) return dir;
  throw new UsageError(
    `${dir} holds neither a folder "${lab}" nor any of ${services.join(", ")}. Name the folder that holds your work with --in.`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
