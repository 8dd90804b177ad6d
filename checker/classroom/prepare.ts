import { join } from "node:path";
import { UsageError } from "../core/errors.ts";
import { type Adjustment, adjustmentsIn, type Worth, worthsIn } from "./by-hand.ts";
import type { ClassLab } from "./class-lab.ts";
import { digestOfFolder } from "./digest.ts";
import { type Entry, entriesOf, requireStudents } from "./entries.ts";
import { readIfThere } from "./files.ts";
import { collect, requireSources } from "./hand-in/collect.ts";
import type { HandIn } from "./hand-in/submission.ts";
import { claimOut, openOut } from "./out-folder.ts";
import { type Roster, readRoster } from "./roster.ts";

export interface PrepareOptions {
  /** Folders and archives with what was handed in. */
  readonly sources: readonly string[];
  readonly lab: ClassLab;
  /** The output folder. */
  readonly out: string;
  /** A file. */
  readonly roster: string | undefined;
}

/** A class that can be graded: everything that people wrote has been read. */
export interface Class extends HandIn {
  readonly lab: ClassLab;
  readonly out: string;
  /** The lines of the book. */
  readonly entries: readonly Entry[];
  readonly adjustments: readonly Adjustment[];
  readonly worths: readonly Worth[];
  /** Of the work itself, by the key of the submission. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Reads what was handed in and what an instructor has written. Throws UsageError before anything is graded. */
export async function prepare({ sources, lab, out, roster }: PrepareOptions): Promise<Class> {
  await requireSources(sources);
  await openOut(out, lab.name);
  const adjustments = await adjustmentsIn(out, lab.parts);
  const worths = await worthsIn(out, lab.parts);
  const people = roster === undefined ? undefined : await rosterIn(roster);
  const handIn = await collect(sources, { lab, into: join(out, "unpacked") });
  const entries = entriesOf(handIn.submissions, people);
  requireStudents(adjustments, entries);
  const keys = handIn.submissions.map(({ key }) => key);
  await claimOut(out, lab.name, keys);
  const digests = new Map<string, string>();
  for (const { key, dir } of handIn.submissions) if (dir !== undefined) digests.set(key, await digestOfFolder(dir));
  return { ...handIn, lab, out, entries, adjustments, worths, digests };
}

async function rosterIn(path: string): Promise<Roster> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) throw new UsageError(`There is no roster ${path}.`);
  return readRoster(bytes, path);
}
