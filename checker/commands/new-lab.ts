import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT } from "../command-line/exit.ts";
import type { Io } from "../command-line/io.ts";
import { UsageError } from "../core/errors.ts";
import { catalogue } from "../labs/catalogue.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const TEMPLATE = fileURLToPath(new URL("../new-lab/", import.meta.url));

/** The folders of a lab, below the project's. */
const HOMES = ["labs", "solutions", "checker/labs"] as const;
/** Where each folder of the template goes: given code is handed out, and in the reference, too. */
const PLACES: Readonly<Record<string, readonly (typeof HOMES)[number][]>> = {
  handout: ["labs"],
  given: ["labs", "solutions"],
  reference: ["solutions"],
  checks: ["checker/labs"],
};

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** With a longer one, lines of the skeleton would be too long for the linter. */
export const LONGEST_NAME = 40;

/** `new-lab NAME`: writes the skeleton of a lab, which can be proven as it is. Throws a UsageError and writes nothing where the name is no good. */
export async function newLab(name: string, io: Io, root = PROJECT): Promise<number> {
  requireGoodName(name);
  await requireFreeName(name, root);
  const files = skeleton(name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of files.keys()) io.print(path);
  io.say(nextSteps(name));
  return EXIT.ok;
}

function requireGoodName(name: string): void {
  if (!NAME.test(name) || name.length > LONGEST_NAME)
    throw new UsageError(
      `"${name}" is no name for a lab: it takes small letters, digits, and single dashes between them, begins with a letter, and has at most ${LONGEST_NAME} characters.`,
    );
  // The skeleton's part is called as the lab is, and its checks are in a folder of that name.
  if (name === "answers")
    throw new UsageError(`A lab cannot be called "answers": that is the folder of its wrong and right answers.`);
}

/** What students type means one thing, and nothing that is there is written over. */
async function requireFreeName(name: string, root: string): Promise<void> {
  const home = HOMES.find((folder) => existsSync(join(root, folder, name)));
  if (home !== undefined) throw new UsageError(`There is a folder ${home}/${name} already: choose another name.`);
  const { labs } = await catalogue();
  const owner = labs.find(({ lab }) => Object.hasOwn(lab.parts, name));
  if (owner !== undefined)
    throw new UsageError(`"${name}" is a part of the lab ${owner.name} already: choose another name.`);
}

/** The files of a new lab: paths below the project's folder, and what is in them. */
function skeleton(name: string): ReadonlyMap<string, string> {
  const named = (text: string) => text.replace(/\bNAME\b/g, name).replace(/\bTITLE\b/g, titleOf(name));
  const files = Object.entries(PLACES).flatMap(([folder, homes]) =>
    filesIn(join(TEMPLATE, folder)).flatMap((path) => {
      const text = named(readFileSync(join(TEMPLATE, folder, path), "utf8"));
      return homes.map((home) => [`${home}/${name}/${named(path)}`, text] as const);
    }),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `my-lab` is called "My lab" until its author finds better words. */
function titleOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
}

/** Paths with slashes, on Windows, too. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)).map((path) => `${entry.name}/${path}`) : [entry.name],
  );
}

function nextSteps(name: string): string {
  return `
The lab ${name} is there, and complete: it can be proven as it is.

  npm run prove ${name}     # its starter, its reference, and every wrong and right answer
  git add labs/${name} solutions/${name} checker/labs/${name}

docs/authoring.md says how to make it your own.`;
}
