import { existsSync } from "node:fs";
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { Finding } from "../core/errors.ts";
import { type Plan, planOf } from "./plan.ts";
import { MOST_BYTES, readDockerfile, tooLarge } from "./read.ts";
import { basesOf } from "./resolve.ts";

/** A Dockerfile that could be read. */
export interface Dockerfile {
  readonly service: string;
  /** The build context, relative to the submission. */
  readonly folder: string;
  /** Relative to the folder. */
  readonly name: string;
  readonly text: string;
  /** The stage to end with, where a compose file says so; else the last one. */
  readonly target?: string;
  /** Build arguments that a compose file gives. */
  readonly args?: Readonly<Record<string, string | null>>;
}

/** Docker takes `Dockerfile`; BuildKit also finds `dockerfile` when that is the only one. */
export const NAMES = ["Dockerfile", "dockerfile"];

/** Reads the Dockerfile of a folder; `names` are those that it may have. */
export async function findDockerfile(
  dir: string,
  folder: string,
  names: readonly string[] = NAMES,
): Promise<Dockerfile> {
  const there = await readdir(join(dir, folder)).catch(() => undefined);
  const close = await inOtherCase(dir, folder);
  if (there === undefined || close !== undefined) {
    throw new Finding("NO_DOCKERFILE", `There is no folder ${folder}/.`, {
      expected: `a folder ${folder}/ with a Dockerfile in it`,
      ...(close !== undefined && {
        actual: `a folder ${close}/`,
        hint: "Docker runs on Linux, which tells capital letters from small ones in names of files and folders.",
      }),
    });
  }
  const name =
    names.find((wanted) => there.includes(wanted)) ?? names.find((wanted) => existsSync(join(dir, folder, wanted)));
  if (name === undefined) throw missing(`${folder}/${names[0]}`, there);
  const text = await readText(dir, `${folder}/${name}`);
  return { service: folder, folder, name, text };
}

/** A folder whose name differs in nothing but capital letters, where the right one has no Dockerfile. */
async function inOtherCase(dir: string, folder: string): Promise<string | undefined> {
  const names = await readdir(join(dir, dirname(folder))).catch(() => []);
  const name = basename(folder);
  const found = names.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  const own = await readdir(join(dir, folder)).catch(() => []);
  return own.some((file) => /dockerfile/i.test(file)) ? undefined : found;
}

async function readText(dir: string, file: string): Promise<string> {
  const path = await realpath(join(dir, file)).catch(() => "");
  if (!path.startsWith((await realpath(dir)) + sep))
    throw new Finding("NOT_A_FILE", `${file} is a link that leads out of your folder.`, { file });
  const found = await lstat(path);
  const expected = "a text file with build instructions";
  if (!found.isFile()) throw new Finding("NOT_A_FILE", `${file} is a folder, not a file.`, { expected, file });
  if (found.size > MOST_BYTES) throw tooLarge(file, found.size);
  const bytes = await readFile(path);
  if (bytes.includes(0)) throw notText(file, bytes, expected);
  const text = bytes.toString("utf8");
  if (text.split(/[\r\n]/).some((line) => /^\s*[^\s#]/.test(line))) return text;
  throw new Finding("EMPTY_FILE", `${file} is empty.`, {
    expected: "build instructions, the first of them FROM",
    actual: "no instruction",
    file,
  });
}

/** Some editors and shells on Windows save text as UTF-16, which begins with one of two marks. */
export function isUtf16(bytes: Buffer): boolean {
  return ["fffe", "feff"].includes(bytes.subarray(0, 2).toString("hex"));
}

export function notText(file: string, bytes: Buffer, expected: string): Finding {
  if (!isUtf16(bytes))
    return new Finding("NOT_TEXT", `${file} is not a text file.`, { expected, actual: "binary data", file });
  return new Finding("NOT_TEXT", `${file} is saved in the encoding UTF-16, which Docker cannot read.`, {
    expected: `${expected}, in the encoding UTF-8`,
    actual: "UTF-16",
    file,
  });
}

export const HIDDEN_ENDING = "Look at the ending of its name: Windows does not show endings that it knows.";

function missing(file: string, names: readonly string[]): Finding {
  const close = names.find((name) => /^docker.?file|^dokerfile|dockerfile/i.test(name));
  const actual = close === undefined ? "no such file" : `a file named "${close}"`;
  return new Finding("NO_DOCKERFILE", `There is no ${file}.`, {
    expected: "a file named exactly Dockerfile",
    actual,
    ...(close?.endsWith(".txt") && { hint: HIDDEN_ENDING }),
    file,
  });
}

/** Images that the FROM lines name, ARG defaults filled in; stages and `scratch` left out. None where it cannot be read. */
export function baseImages(text: string): readonly string[] {
  const plan = planIn(text);
  return plan === undefined ? [] : basesOf(plan);
}

/** What a Dockerfile means, for whoever only gives advice; undefined where it cannot be read, which a build says. */
export function planIn(text: string): Plan | undefined {
  try {
    return planOf(readDockerfile(text, "Dockerfile"));
  } catch (error) {
    if (error instanceof Finding) return undefined;
    throw error;
  }
}
