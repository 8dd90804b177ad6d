import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../core/errors.ts";
import { placeInside } from "./inside.ts";

export interface Located {
  /** The folder with the service folders. */
  readonly dir: string;
  /** What a person should know about the choice. */
  readonly note?: string;
}

/**
 * The folder with the service folders: DIR itself, or a folder in it that is named after the lab. Where both are there, it
 * is the one with more work in it: what a student has handed in often lies beside an old copy of what was handed out.
 */
export async function locate(dir: string, lab: string, services: readonly string[]): Promise<Located> {
  const found = await stat(dir).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no folder ${dir}.`);
  if (!found.isDirectory()) throw new UsageError(`${dir} is not a folder. Name the folder that holds the work.`);
  const named = join(dir, lab);
  const isNamed = await isFolder(named);
  const isItself = await hasService(dir, services);
  const place = isNamed ? await placeInside(dir, lab) : undefined;
  if (isNamed && place === undefined && !isItself) {
    throw new UsageError(
      `${named} is a link that leads out of ${dir}: the work itself has to be in it. Name the folder that holds the work with --in.`,
    );
  }
  if (place === undefined && !isItself) {
    throw new UsageError(
      `${dir} holds neither a folder "${lab}" nor any of ${services.join(", ")}. Name the folder that holds your work with --in.`,
    );
  }
  if (place === undefined || place === ".") return { dir: await readable(dir) };
  const inner = join(dir, place);
  if (!isItself) return { dir: await readable(inner) };
  return moreWork(dir, inner, services);
}

async function moreWork(outer: string, inner: string, services: readonly string[]): Promise<Located> {
  const [outside, inside] = [await amountOfWork(outer, services), await amountOfWork(inner, services)];
  const [dir, other] = outside > inside ? [outer, inner] : [inner, outer];
  const why = outside === inside ? "the folder named after the lab comes first" : "there is more work in it";
  return { dir: await readable(dir), note: `The work in ${dir} was judged, not that in ${other}: ${why}.` };
}

/** Dockerfiles and compose files are what a student writes. */
async function amountOfWork(dir: string, services: readonly string[]): Promise<number> {
  const files = await Promise.all([".", ...services].map((folder) => readdir(join(dir, folder)).catch(() => [])));
  return files.flat().filter((name) => /^dockerfile|compose.{0,200}\.ya?ml$|^bonus\.md$/i.test(name)).length;
}

/** In whatever case its name is written: what is wrong with that is told by who looks for the folder. */
async function hasService(dir: string, services: readonly string[]): Promise<boolean> {
  const wanted = new Set(services.map((service) => service.toLowerCase()));
  const names = [...services, ...(await readdir(dir).catch(() => []))].filter((name) => wanted.has(name.toLowerCase()));
  for (const name of names) if (await isFolder(join(dir, name))) return true;
  return false;
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
