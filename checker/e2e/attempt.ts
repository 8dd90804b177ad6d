import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Check } from "../core/check.ts";
import type { Report, Result } from "../core/report.ts";
import { connect } from "../engine/connect.ts";
import { ownerIn } from "../engine/folder-name.ts";
import { thisOwner } from "../engine/owner.ts";
import { type JudgeOptions, judge } from "../grading/judge.ts";
import { Draft, type Edit } from "../kit/answers/answers.ts";
import type { CheckContext } from "../kit/context.ts";
import { labs, type NamedLab } from "../labs/catalogue.ts";
import { ownedBy } from "./engine.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));
const NOWHERE = { engine: "", api: "", platform: "", compose: "", buildx: "", node: "", images: [] };

export interface Folder extends Pick<JudgeOptions, "dir" | "lab" | "part" | "network" | "buildDeadline" | "emit"> {}

/** Judges a folder as the command does, without the command around it. */
export function judgeFolder(env: NodeJS.ProcessEnv, folder: Omit<Folder, "emit"> & Partial<Folder>): Promise<Report> {
  const { signal } = new AbortController();
  return judge({ emit: () => undefined, ...folder, docker: connect(env), env, signal, environment: NOWHERE });
}

export interface Attempt extends Partial<Pick<Folder, "network" | "buildDeadline" | "emit">> {
  readonly part: string;
  readonly edit: Edit;
  /** Judges up to this check only. */
  readonly until?: string;
  readonly lab?: string;
}

/** Judges an edited reference, up to one check or all of the part. */
export async function attempt(
  env: NodeJS.ProcessEnv,
  { part, edit, until, lab = "dockercoins", ...options }: Attempt,
): Promise<Report> {
  const home = await mkdtemp(join(tmpdir(), "hostile-"));
  try {
    const draft = new Draft(join(SOLUTIONS, lab), join(home, lab));
    edit(draft);
    const found = (await labs()).find(({ name }) => name === lab);
    if (found === undefined) throw new Error(`no lab ${lab}`);
    const chosen = until === undefined ? found : upTo(found, part, until);
    return await judgeFolder(env, { ...options, dir: draft.dir, lab: chosen, part });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The lab with nothing in the part but one check and what it needs. */
function upTo(named: NamedLab, part: string, title: string): NamedLab {
  const found = named.lab.parts[part];
  const last = found?.checks.find((check) => check.title === title);
  if (found === undefined || last === undefined) throw new Error(`${part} has no check "${title}"`);
  const wanted = new Set<Check<CheckContext>>();
  const want = (check: Check<CheckContext>) => {
    for (const need of [...check.needs, ...check.after]) want(need);
    wanted.add(check);
  };
  want(last);
  const checks = found.checks.filter((check) => wanted.has(check));
  return { ...named, lab: { ...named.lab, parts: { [part]: { ...found, checks } } } };
}

export function resultOf({ results }: Report, title: string): Result {
  const found = results.find((result) => result.title === title);
  if (found === undefined) throw new Error(`there is no check "${title}"`);
  return found;
}

/** What the one failed check that costs points found, as `title: message`; everything else has to have passed or waited. */
export function failures({ results }: Report): string[] {
  return results.flatMap(({ title, points, outcome }) => {
    if (outcome.status === "failed" && points > 0) return [`${title}: ${outcome.finding.message}`];
    return outcome.status === "errored" ? [`${title}: ${outcome.error.code} ${outcome.error.message}`] : [];
  });
}

/** Everything that this process has made and that is still there: objects of the engine, and folders. */
export async function leftovers(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const mine = (await readdir(tmpdir())).filter((name) => ownerIn(name) === thisOwner());
  return [...(await ownedBy(connect(env), thisOwner())), ...mine.map((name) => `folder ${name}`)];
}
