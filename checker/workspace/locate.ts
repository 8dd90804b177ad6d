import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../core/errors.ts";
import { placeInside } from "./inside.ts";

export interface Located {
  /** The folder with the work. */
  readonly dir: string;
  /** What a person should know about the choice. */
  readonly note?: string;
}

/** How the work of a lab is told from other folders. */
export interface Recognised {
  /** Folders, one of which is there. */
  readonly recognisedBy: readonly string[];
  /** What a student writes beside Dockerfiles and compose files, in small letters. */
  readonly notes?: readonly string[];
}

/**
 * The folder with the work: DIR itself, or a folder in it that is named after the lab. Where both are there, it
 * is the one with more work in it: what a student has handed in often lies beside an old copy of what was handed out.
 */
export async function locate(dir: string, lab: string, work: Recognised): Promise<Located> {
  const found = await stat(dir).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no folder ${dir}.`);
  if (!found.isDirectory()) throw new UsageError(`${dir} is not a folder. Name the folder that holds the work.`);
  const named = join(dir, lab);
  const isNamed = await isFolder(named);
  const isItself = await hasFolder(dir, work.recognisedBy);
  const place = isNamed ? await placeInside(dir, lab) : undefined;
  if (isNamed && place === undefined && !isItself) {
    throw new UsageError(
      `${named} is a link that leads out of ${dir}: the work itself has to be in it. Name the folder that holds the work with --in.`,
    );
  }
  if (place === undefined && !isItself) {
    throw new UsageError(
      `${dir} holds neither a folder "${lab}" nor any of ${work.recognisedBy.join(", ")}. Name the folder that holds your work with --in.`,
    );
  }
  if (place === undefined || place === ".") return { dir: await readable(dir) };
  const inner = join(dir, place);
  if (!isItself) return { dir: await readable(inner) };
  return moreWork(dir, inner, work);
}

async function moreWork(outer: string, inner: string, work: Recognised): Promise<Located> {
  const [outside, inside] = [await amountOfWork(outer, work), await amountOfWork(inner, work)];
  const [dir, other] = outside > inside ? [outer, inner] : [inner, outer];
  const why = outside === inside ? "the folder named after the lab comes first" : "there is more work in it";
  return { dir: await readable(dir), note: `The work in ${dir} was judged, not that in ${other}: ${why}.` };
}

/** Counts what a student writes. */
async function amountOfWork(dir: string, { recognisedBy, notes = [] }: Recognised): Promise<number> {
  const folders = [".", ...recognisedBy];
  const files = await Promise.all(folders.map((folder) => readdir(join(dir, folder)).catch(() => [])));
  const isWritten = (name: string) => /^dockerfile|compose.{0,200}\.ya?ml$/.test(name) || notes.includes(name);
  return files.flat().filter((name) => isWritten(name.toLowerCase())).length;
}

/** In whatever case its name is written: what is wrong with that is told by who looks for the folder. */
async function hasFolder(dir: string, folders: readonly string[]): Promise<boolean> {
  const wanted = new Set(folders.map((folder) => folder.toLowerCase()));
  const names = [...folders, ...(await readdir(dir).catch(() => []))].filter((name) => wanted.has(name.toLowerCase()));
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
