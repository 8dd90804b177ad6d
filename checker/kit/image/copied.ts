import { join, posix } from "node:path";
import type { FindIgnored } from "../../diagnosis/build-finding.ts";
import { isUtf16 } from "../../dockerfile/file.ts";
import type { Model } from "../../engine/compose.ts";
import { notesOnLeftOut, refusedFile } from "../../sandbox/folder.ts";
import { filesOf } from "../../workspace/given.ts";
import { placeInside } from "../../workspace/inside.ts";
import { isMissed, type LeftOut, leftOutAt, leftOutBelow } from "../../workspace/left-out.ts";
import { readInside } from "../../workspace/read.ts";
import { isTaken, lineThatIgnores, patternsOf, sourcesIn, takes } from "./build-takes.ts";

/** Of a .dockerignore; a larger one is as good as none. */
const MOST_BYTES = 16 * 1024;
/** That are compared with each pattern: what else a build misses, it says. */
const MOST_COMPARED = 50;

interface Build {
  /** The context, relative to the submission. */
  readonly folder: string;
  /** The Dockerfile, relative to the context. */
  readonly name?: string;
  readonly text: string;
}

/** Not everything of a submission is in its copy. What the work uses is refused when it is not there; the rest is a note. */
export class Copied {
  readonly #dir: string;
  readonly #leftOut: readonly LeftOut[];
  /** What there is a finding or a note about. */
  readonly #told = new Set<LeftOut>();
  /** Files of patterns that no builder can read. */
  readonly #unread = new Set<string>();
  readonly #note: (text: string) => void;

  constructor(dir: string, leftOut: readonly LeftOut[], note: (text: string) => void) {
    this.#dir = dir;
    this.#leftOut = leftOut;
    this.#note = note;
  }

  /** Something that is read by its name was copied, or is not there at all. */
  async require(path: string): Promise<void> {
    const left = leftOutAt(this.#leftOut, await this.#place(path));
    if (left) throw this.#refused(left);
  }

  /** All that a build takes of its context was copied. */
  async requireBuild({ folder, name, text }: Build): Promise<void> {
    const context = await this.#place(folder);
    const below = this.#below(context).filter(isMissed);
    const ignored = await this.#ignored(folder, name);
    if (below.length === 0) return;
    const sources = sourcesIn(text);
    const taken = below.slice(0, MOST_COMPARED).find((left) => isTaken(relativeTo(context, left), sources, ignored));
    if (taken) throw this.#refused(taken);
  }

  /** A build failed: a way to find out what it does not find although it is there. */
  async ignoredIn({ folder, name }: { readonly folder: string; readonly name: string }): Promise<FindIgnored> {
    const ignoring = await this.#dockerignore(folder, name);
    if (ignoring === undefined || isUtf16(ignoring.content)) return () => undefined;
    const text = ignoring.content.toString("utf8");
    const context = await this.#place(folder);
    const files = (await filesOf(join(this.#dir, context), ["."])).map((path) => posix.normalize(path));
    return (source) => {
      for (const path of files.filter((file) => takes(source, file))) {
        const line = lineThatIgnores(text, path);
        if (line !== undefined) return { path: posix.join(folder, path), file: ignoring.file, line };
      }
      return undefined;
    };
  }

  /** A build failed: when it says that it misses something that was left out, that is why. */
  async requireSaid(folder: string, output: string): Promise<void> {
    const context = await this.#place(folder);
    const said = this.#below(context).find((left) => output.includes(`"/${relativeTo(context, left).path}"`));
    if (said) throw this.#refused(said);
  }

  /** Compose took nothing: when it says that it misses something that was left out, that is why. Its paths are ours. */
  requireNamed(output: string): void {
    const words = new Set(output.split(/[\s"'`:,]+/));
    const named = this.#leftOut.find(({ path }) => words.has(path));
    if (named) throw this.#refused(named);
  }

  /** All that the services of a model mount was copied. */
  async requireMounts({ services, secrets, configs }: Model): Promise<void> {
    for (const { volumes } of Object.values(services))
      for (const { type, source } of Array.isArray(volumes) ? (volumes as { type?: string; source?: string }[]) : [])
        if (type === "bind") await this.#requireMount(String(source));
    for (const named of [secrets, configs] as readonly (Record<string, { file?: string } | null> | undefined)[])
      for (const entry of Object.values(named ?? {})) if (entry?.file !== undefined) await this.require(entry.file);
  }

  /** What a container owns is often closed to everybody else: a database makes its files anew in an empty folder. */
  async #requireMount(source: string): Promise<void> {
    const place = await this.#place(source);
    const at = leftOutAt(this.#leftOut, place);
    for (const left of at ? [at] : this.#below(place).filter(isMissed)) {
      if (left.code !== "unreadable" || !left.isFolder) throw this.#refused(left);
      if (!this.#told.has(left))
        this.#note(
          `${left.path} cannot be read here (${left.error}): what mounts it got an empty folder in its place.`,
        );
      this.#told.add(left);
    }
  }

  /** On what was left out, and was of no matter. */
  notes(): readonly string[] {
    return notesOnLeftOut(this.#leftOut.filter((left) => !this.#told.has(left)));
  }

  /** Names next to the top that are there, or were. */
  names(): readonly string[] {
    return this.#leftOut.map(({ path }) => path).filter((path) => !path.includes("/"));
  }

  async #place(path: string): Promise<string> {
    return (await placeInside(this.#dir, path)) ?? path;
  }

  #below(place: string): readonly LeftOut[] {
    return leftOutBelow(this.#leftOut, place);
  }

  #refused(left: LeftOut) {
    this.#told.add(left);
    return refusedFile(left);
  }

  #noteUnread(file: string): void {
    if (!this.#unread.has(file))
      this.#note(`${file} is saved in the encoding UTF-16, which Docker cannot read: nothing is left out.`);
    this.#unread.add(file);
  }

  async #ignored(folder: string, name: string | undefined): Promise<readonly string[]> {
    const found = await this.#dockerignore(folder, name);
    if (found === undefined) return [];
    if (!isUtf16(found.content)) return patternsOf(found.content.toString("utf8"));
    this.#noteUnread(found.file);
    return [];
  }

  /** The builder looks for a file beside the Dockerfile first. */
  async #dockerignore(folder: string, name: string | undefined) {
    for (const file of [...(name === undefined ? [] : [`${name}.dockerignore`]), ".dockerignore"]) {
      const content = await readInside(this.#dir, `${folder}/${file}`, MOST_BYTES);
      if (Buffer.isBuffer(content)) return { file: posix.join(folder, file), content };
    }
    return undefined;
  }
}

function relativeTo(folder: string, left: LeftOut): LeftOut {
  return folder === "." ? left : { ...left, path: left.path.slice(folder.length + 1) };
}
