import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "../commands/judge.ts";
import type { Event } from "../core/events.ts";
import type { Report, Result } from "../core/report.ts";
import { connect } from "../engine/connect.ts";
import { Draft, type Edit } from "../labs/answers.ts";
import { labs } from "../labs/catalogue.ts";
import { REFERENCE } from "./command.ts";

/** A copy of the reference, edited; it goes when it is disposed. */
export async function draft(edit: Edit = () => undefined): Promise<Draft & AsyncDisposable> {
  const home = await mkdtemp(join(tmpdir(), "e2e-draft-"));
  const made = new Draft(REFERENCE, join(home, "dockercoins"));
  edit(made);
  return Object.assign(made, {
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  });
}

export interface JudgeDraft {
  readonly part?: string;
  readonly edit: Edit;
  readonly buildDeadline?: number;
  readonly emit?: (event: Event) => void;
}

const NOWHERE = { engine: "", api: "", platform: "", compose: "", buildx: "", node: "", images: [] };

/** Judges an edited reference without the command around it. */
export async function judgeDraft(env: NodeJS.ProcessEnv, options: JudgeDraft): Promise<Report> {
  const { part = "part1", edit, buildDeadline, emit = () => undefined } = options;
  await using work = await draft(edit);
  const [lab] = await labs();
  if (lab === undefined) throw new Error("no lab");
  return await judge({
    ...(buildDeadline !== undefined && { buildDeadline }),
    docker: connect(env),
    env,
    dir: work.dir,
    lab,
    part,
    emit,
    signal: new AbortController().signal,
    environment: NOWHERE,
  });
}

export function resultOf({ results }: Report, title: string): Result {
  const found = results.find((result) => result.title === title);
  if (found) return found;
  throw new Error(`there is no check "${title}" among ${results.map((result) => result.title).join("; ")}`);
}

/** What the one failed check that costs points found, as `title: message`; everything else has to have passed or waited. */
export function failures({ results }: Report): string[] {
  return results.flatMap(({ title, points, outcome }) => {
    if (outcome.status === "failed" && points > 0) return [`${title}: ${outcome.finding.message}`];
    return outcome.status === "errored" ? [`${title}: ${outcome.error.code} ${outcome.error.message}`] : [];
  });
}

/** One number for everything in a folder: names, kinds, contents, modes and times of change. */
export async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const visit = async (path: string): Promise<void> => {
    const found = await lstat(path);
    hash.update(`${path}\0${found.mode}\0${found.mtimeMs}\0${found.uid}\0`);
    if (found.isSymbolicLink()) hash.update(await readlink(path));
    else if (found.isFile()) hash.update(await readFile(path));
    else if (found.isDirectory()) for (const name of (await readdir(path)).sort()) await visit(join(path, name));
  };
  await visit(folder);
  return hash.digest("hex");
}
