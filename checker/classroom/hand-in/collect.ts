import { access, readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { digestOf } from "../digest.ts";
import { isJunk } from "../junk.ts";
import { addressesIn } from "./addresses.ts";
import { candidatesBelow, findLab, type Wanted } from "./find-lab.ts";
import { classroomPrefix, isFromPlatform, type Named, nameOf, slugOf } from "./naming.ts";
import { type OpenOptions, openSubmission } from "./open.ts";
import type { HandIn, Submission } from "./submission.ts";
import { isArchiveName, unpack } from "./unpack.ts";
import { BadArchive, LIMITS } from "./unpacking.ts";

/** A submission before anybody has looked into it. */
interface Raw extends Named {
  readonly path: string;
}

/**
 * Every submission in what an instructor has: folders and archives with one for each student, or those of single students. Throws
 * UsageError where there is nothing to grade.
 */
export async function collect(sources: readonly string[], options: OpenOptions): Promise<HandIn> {
  await requireSources(sources);
  const found: Raw[] = [];
  const passedBy: string[] = [];
  for (const source of sources) {
    const { raws, rest } = await submissionsIn(source, options);
    found.push(...raws);
    passedBy.push(...rest);
  }
  if (found.length === 0)
    throw new UsageError(`There is nothing to grade in ${sources.join(", ")}: no folders, no archives.`);
  const submissions: Submission[] = [];
  for (const raw of withKeys(found)) submissions.push({ ...raw, ...(await openSubmission(raw.source, options)) });
  return { submissions, passedBy };
}

/** Throws UsageError where something is not there. */
export async function requireSources(sources: readonly string[]): Promise<void> {
  for (const source of sources)
    await access(source).catch(() => {
      throw new UsageError(`There is no ${source}, or you may not read it.`);
    });
}

async function submissionsIn(source: string, options: OpenOptions): Promise<{ raws: Raw[]; rest: string[] }> {
  const found = await stat(source);
  const one = { raws: [{ path: source, ...nameOf(basename(source)) }], rest: [] };
  if (found.isDirectory())
    return (await isOneStudents(source, options.lab)) ? one : entriesOf(source, basename(source));
  if (!isArchiveName(source)) {
    const listed = addressesIn(await readFile(source), source);
    return { raws: listed.map(({ address, label }) => ({ path: address, label, late: false })), rest: [] };
  }
  if (isFromPlatform(basename(source))) return one;
  const dir = await unpackClass(source, options.into);
  const folder = await singleFolder(dir);
  const isOne = (await isOneStudents(folder, options.lab)) || (await candidatesBelow(dir, options.lab)).length === 1;
  if (isOne && !(await readdir(folder)).some(isFromPlatform)) return one;
  return entriesOf(folder, folder === dir ? nameOf(basename(source)).label : basename(folder));
}

/** A folder with the lab in its usual place is the work of one student. */
async function isOneStudents(folder: string, lab: Wanted): Promise<boolean> {
  const found = await findLab(folder, lab);
  return "dir" in found && ["", lab.name, join("labs", lab.name)].includes(relative(folder, found.dir));
}

async function unpackClass(archive: string, into: string): Promise<string> {
  try {
    return (await unpack(archive, into, LIMITS.class)).dir;
  } catch (error) {
    if (error instanceof BadArchive) throw new UsageError(`${archive} ${error.message}`);
    throw error;
  }
}

/** Archives often hold one folder with everything in it. */
async function singleFolder(dir: string): Promise<string> {
  const [only, ...others] = await readdir(dir, { withFileTypes: true });
  return only?.isDirectory() && others.length === 0 && !isFromPlatform(only.name)
    ? singleFolder(join(dir, only.name))
    : dir;
}

/** One submission for each folder and archive; `called` is the folder's own name, wherever it was unpacked to. */
async function entriesOf(dir: string, called: string): Promise<{ raws: Raw[]; rest: string[] }> {
  const entries = (await readdir(dir, { withFileTypes: true })).filter(({ name }) => !isJunk(name));
  const taken = entries.filter(
    (entry) => entry.isDirectory() || isArchiveName(entry.name) || isFromPlatform(entry.name),
  );
  const prefix = classroomPrefix(
    called,
    taken.map(({ name }) => name),
  );
  const raws = taken.map(({ name }) => ({ path: join(dir, name), ...nameOf(name, prefix) }));
  const rest = entries.filter((entry) => !taken.includes(entry)).map(({ name }) => join(dir, name));
  return { raws: raws.sort((a, b) => (a.path < b.path ? -1 : 1)), rest };
}

/** Two that are called alike are told apart by their whole names. */
function withKeys(raws: readonly Raw[]): readonly (Named & { key: string; source: string })[] {
  const slugs = raws.map(({ label }) => slugOf(label));
  const sources = new Map<string, string>();
  return raws.map(({ path, ...named }, index) => {
    const slug = slugs[index] ?? "";
    const isUnique = slug !== "" && slugs.indexOf(slug) === slugs.lastIndexOf(slug);
    const key = isUnique ? slug : `${slug || "student"}-${digestOf(basename(path)).slice(0, 8)}`;
    const other = sources.get(key);
    if (other !== undefined) throw new UsageError(`${other} and ${path} have the same name. Rename one of them.`);
    sources.set(key, path);
    return { ...named, key, source: path };
  });
}
