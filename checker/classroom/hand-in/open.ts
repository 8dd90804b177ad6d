import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { isJunk } from "../junk.ts";
import { clone, isAddress, NoClone } from "./clone.ts";
import { findLab, type Wanted } from "./find-lab.ts";
import type { Submission } from "./submission.ts";
import { isArchiveName, type Unpacked, unpack } from "./unpack.ts";
import { BadArchive, LIMITS } from "./unpacking.ts";

export interface OpenOptions {
  readonly lab: Wanted;
  /** Where archives are unpacked to. */
  readonly into: string;
}

/** Archives within archives; more than that is no accident. */
const MOST_NESTED = 2;

type Opened = Pick<Submission, "dir" | "problem" | "notes">;

/** Looks for the lab in a folder or an archive, and in the only archive in it. */
export async function openSubmission(source: string, options: OpenOptions, nested = 0): Promise<Opened> {
  try {
    const { dir, notes } = await opened(source, options.into);
    const found = await findLab(dir, options.lab);
    if ("dir" in found) return { dir: found.dir, notes };
    const inner = found.candidates.length === 0 && nested < MOST_NESTED ? await onlyArchive(dir) : undefined;
    if (inner === undefined) return { problem: notFound(dir, found.candidates, options.lab), notes };
    const within = await openSubmission(inner, options, nested + 1);
    return { ...within, notes: [...notes, ...within.notes] };
  } catch (error) {
    if (error instanceof NoClone) return { problem: `${source} cannot be cloned: ${error.message}.`, notes: [] };
    if (!(error instanceof BadArchive)) throw error;
    return { problem: `${basename(source)} ${error.message}`, notes: [] };
  }
}

async function opened(source: string, into: string): Promise<Unpacked> {
  if (isAddress(source)) return { dir: await clone(source, into), notes: [] };
  if ((await stat(source)).isDirectory()) return { dir: source, notes: [] };
  return unpack(source, into, LIMITS.student);
}

/** Where there are several, nobody says which one counts. */
async function onlyArchive(dir: string): Promise<string | undefined> {
  const entries = (await readdir(dir, { withFileTypes: true })).filter(({ name }) => !isJunk(name));
  const archives = entries.filter((entry) => entry.isFile() && isArchiveName(entry.name));
  const [folder, ...others] = entries;
  if (archives.length === 0 && folder?.isDirectory() && others.length === 0) return onlyArchive(join(dir, folder.name));
  return archives.length === 1 && archives[0] ? join(dir, archives[0].name) : undefined;
}

function notFound(dir: string, candidates: readonly string[], { name, recognisedBy }: Wanted): string {
  if (candidates.length === 0)
    return `There is no work for ${name}: no folder in it holds one of ${recognisedBy.join(", ")}.`;
  const paths = candidates.map((path) => relative(dir, path) || ".").join(", ");
  return `Several folders could be the work for ${name}: ${paths}. Leave only one of them.`;
}
