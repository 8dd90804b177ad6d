import { lstat, readFile, realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { Finding } from "../core/errors.ts";
import { type Place, refusal } from "../core/rule.ts";
import { isInside, isThere } from "../workspace/inside.ts";
import { type PathUse, pathsIn } from "./paths.ts";
import { PATH_RULES } from "./rules/path/all.ts";
import { outside } from "./rules/path/outside.ts";
import { contentOf, parseSource, placeOfKey, type Source } from "./yaml.ts";

/** Far more than anybody writes, and little enough to be parsed in a moment, whatever it holds. */
const MOST_BYTES = 64 * 1024;
const MOST_FILES = 30;

/**
 * Reads compose files, and what they include or extend, for findings with a file, a line and a rule: a path that leads out
 * of the submission is refused where it is written. What is not seen here, Compose does not find either: it reads where
 * there is nothing else, and the model that it makes is judged once more.
 */
export async function readComposeFiles(dir: string, files: readonly string[]): Promise<readonly Source[]> {
  const reader = new Reader(await realpath(dir));
  for (const file of files) await reader.read(file, ".");
  return reader.sources;
}

class Reader {
  readonly sources: Source[] = [];
  readonly #root: string;
  readonly #seen = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** `base` is the folder that the file's own paths count from; both are relative to the submission. */
  async read(file: string, base: string): Promise<void> {
    const key = `${file}\0${base}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (this.#seen.size > MOST_FILES)
      throw new Finding("compose-files", `The compose file includes more than ${MOST_FILES} files.`, {
        expected: `at most ${MOST_FILES} compose files`,
        file,
      });
    const text = await this.#text(file);
    if (text === undefined) return;
    const source = parseSource(file, text);
    this.sources.push(source);
    for (const use of pathsIn(contentOf(source))) await this.#judge(use, source, base);
  }

  async #judge({ at, value, kind, base: own }: PathUse, source: Source, base: string): Promise<void> {
    const place = () => placeOfKey([source], at);
    const what = `${at.filter((key) => typeof key === "string").join(".")}: ${value}`;
    for (const rule of PATH_RULES) if (rule.refuses(value)) throw refusal(rule, what, place());
    // Where a variable leads is known when Compose has read it.
    if (value.includes("$")) return;
    const path = this.#relative(resolve(this.#root, base, value));
    if (!(await isInside(this.#root, path))) throw refusal(outside, what, place());
    if (at[2] !== "volumes" && value.includes("\\") && !(await isThere(resolve(this.#root, path))))
      throw backslash(value, what, place());
    if (kind === "extends") return this.read(path, this.#relative(dirname(resolve(this.#root, path))));
    if (kind !== "include") return;
    if (own?.includes("$")) return;
    const folder = own === undefined ? dirname(resolve(this.#root, path)) : resolve(this.#root, base, own);
    await this.read(path, this.#relative(folder));
  }

  /** Nothing for what is no file of the submission: Compose says so. */
  async #text(file: string): Promise<string | undefined> {
    const path = await realpath(resolve(this.#root, file)).catch(() => undefined);
    if (path === undefined || !(await isInside(this.#root, path))) return undefined;
    const found = await lstat(path);
    if (!found.isFile()) return undefined;
    if (found.size > MOST_BYTES)
      throw new Finding("compose-size", `${file} is far too large.`, {
        expected: `at most ${MOST_BYTES / 1024} KiB`,
        actual: `${Math.ceil(found.size / 1024)} KiB`,
        file,
      });
    return readFile(path, "utf8");
  }

  #relative(path: string): string {
    return relative(this.#root, path).split(sep).join("/") || ".";
  }
}

/** Windows takes both kinds of slashes; a container, and whoever else builds this, only the one. */
function backslash(path: string, what: string, place: Place): Finding {
  return new Finding("FILE_ABSENT", `There is no ${path}: a backslash does not separate folders here.`, {
    expected: path.replaceAll("\\", "/"),
    actual: what,
    hint: "Write paths with slashes: Docker takes them on every system, Windows too.",
    ...place,
  });
}
