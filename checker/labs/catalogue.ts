import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CheckContext, Lab } from "../kit/kit.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The module of a lab. Written so that a bundler finds each of them: a pattern, from this file on. */
const loadHere = (name: string): Promise<unknown> => import(`./${name}/lab.ts`);

export interface NamedLab {
  /** The folder's name. */
  readonly name: string;
  readonly lab: Lab<CheckContext>;
}

/** A lab whose files cannot be loaded; the others are none the worse for it. */
export interface BrokenLab {
  readonly name: string;
  readonly reason: string;
}

export interface Catalogue {
  readonly labs: readonly NamedLab[];
  readonly broken: readonly BrokenLab[];
}

/** Every lab: a folder here with a lab.ts in it. Nothing else lists them. */
export async function catalogue(folder = HERE, load = loadHere): Promise<Catalogue> {
  const names = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/lab.ts`));
  if (names.length === 0) throw new Error("no lab was found: a checker without labs judges nothing");
  const found = await Promise.all(names.sort().map((name) => named(name, load)));
  return {
    labs: found.filter((entry) => "lab" in entry),
    broken: found.filter((entry) => "reason" in entry),
  };
}

/** The same where every lab has to be sound. */
export async function labs(): Promise<readonly NamedLab[]> {
  const { labs, broken } = await catalogue();
  const [first] = broken;
  if (first === undefined) return labs;
  throw new Error(brokenText(first));
}

export function brokenText({ name, reason }: BrokenLab): string {
  return `The lab ${name} cannot be loaded (checker/labs/${name}/lab.ts): ${reason}`;
}

async function named(name: string, load: typeof loadHere): Promise<NamedLab | BrokenLab> {
  try {
    const { lab } = (await load(name)) as { lab?: Lab<CheckContext> };
    if (lab === undefined) return { name, reason: 'it exports no "lab"' };
    return { name, lab };
  } catch (error) {
    return { name, reason: error instanceof Error ? error.message : String(error) };
  }
}
