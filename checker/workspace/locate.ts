import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../core/errors.ts";

/** The folder with the service folders: DIR itself, or a folder in it that is named after the lab. */
export async function locate(dir: string, lab: string, services: readonly string[]): Promise<string> {
  const found = await stat(dir).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no folder ${dir}.`);
  if (!found.isDirectory()) throw new UsageError(`${dir} is not a folder. Name the folder that holds the work.`);
  const named = join(dir, lab);
  if (await isFolder(named)) return readable(named);
  for (const service of services) if (await isFolder(join(dir, service))) return readable(dir);
  throw new UsageError(
    `${dir} holds neither a folder "${lab}" nor any of ${services.join(", ")}. Name the folder that holds your work with --in.`,
  );
}

async function readable(dir: string): Promise<string> {
  await access(dir, constants.R_OK | constants.X_OK).catch(() => {
    throw new UsageError(`You may not read the folder ${dir}.`);
  });
  return dir;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
