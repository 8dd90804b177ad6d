import { readlinkSync } from "node:fs";
import { lstat, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import type { Container } from "../../engine/container.ts";
import { type ContainerFile, findFilesIn, readFileIn } from "../../engine/container-files.ts";
import { throwEngineError } from "../../engine/errors.ts";
import { filesOf } from "../../workspace/given.ts";
import { copyTree } from "../../workspace/tree.ts";
import type { CheckContext } from "../context.ts";
import { isBytecodeOf, isBytecodePath, isGiven, mayBeGiven, NO_PROGRAM } from "./given-text.ts";
import { plainProgram } from "./plain-start.ts";

/** Files that are read when the given one is not where it usually is: there are few of its size. */
const MOST_FILES = 1000;
/** Of what Python makes of a program of a few hundred lines. */
const MOST_BYTECODE = 256 * 1024;

/** A container's files and mounts, as they are to be in a twin that has no given code. */
export interface Without {
  readonly files: readonly ContainerFile[];
  readonly binds: ReadonlyMap<string, string>;
  /** Copies of the given code that were found. */
  readonly found: number;
}

/** Looks for one file of given code in a container, whatever it is called there. */
export class GivenFiles {
  readonly #work: CheckContext;
  readonly #container: Container;
  readonly #name: string;
  readonly #given: Buffer;

  constructor(work: CheckContext, container: Container, file: string, given: Buffer) {
    this.#work = work;
    this.#container = container;
    this.#name = basename(file);
    this.#given = given;
  }

  /** Whether the one process of the container plainly is the interpreter with this file as its program. */
  async plainlyRuns(): Promise<boolean> {
    const [{ Path, Args, Config }, processes] = await Promise.all([this.#inspect(), this.#container.processes()]);
    const started = { processes, words: [Path, ...Args], environment: Config.Env ?? [] };
    const program = plainProgram(started, this.#name.split(".").at(-1) ?? "");
    if (program === undefined) return false;
    const file = await this.#read(posix.resolve(Config.WorkingDir || "/", program));
    return file !== undefined && isGiven(file.content, this.#given);
  }

  /** Where the image works, or where its command says: that is quickly seen. */
  async usual(): Promise<Without> {
    const files: ContainerFile[] = [];
    for (const path of await this.#likelyPaths()) {
      const file = await this.#read(path);
      if (file && isGiven(file.content, this.#given)) files.push({ ...file, content: NO_PROGRAM });
    }
    return this.#without(files);
  }

  /** All of its copies, and what Python has compiled from it. */
  async everywhere(): Promise<Without> {
    let read = 0;
    const found = await findFilesIn(
      this.#work.session,
      this.#container.id,
      (path, bytes) =>
        ((isBytecodePath(path, this.#name) && bytes <= MOST_BYTECODE) || mayBeGiven(bytes, this.#given)) &&
        read++ < MOST_FILES,
    );
    const copies = found.filter(({ path, content }) => this.#isCopy(path, content));
    return this.#without(copies.map(({ path }) => ({ path, content: NO_PROGRAM })));
  }

  /** A file that has its name, and is another one: what people take for the given code. */
  async other(): Promise<string | undefined> {
    for (const path of await this.#likelyPaths()) if (await this.#read(path)) return path;
    return undefined;
  }

  #isCopy(path: string, content: Buffer): boolean {
    return isGiven(content, this.#given) || isBytecodeOf(path, this.#name, content, this.#given);
  }

  #read(path: string): Promise<ContainerFile | undefined> {
    return readFileIn(this.#work.session, this.#container.id, path, 4 * this.#given.length);
  }

  async #likelyPaths(): Promise<readonly string[]> {
    const { Path, Args, Config } = await this.#inspect();
    const folder = Config.WorkingDir || "/";
    const named = [Path, ...Args].filter((word) => posix.basename(word) === this.#name);
    return [...new Set([...named, this.#name].map((path) => posix.resolve(folder, path)))];
  }

  /** Bind mounts lead to copies of what they mount (mounts.ts); the twin gets copies of these. */
  async #without(files: readonly ContainerFile[]): Promise<Without> {
    const { Mounts } = await this.#inspect();
    const binds = new Map<string, string>();
    let found = files.length;
    for (const { Type, Source, Destination } of Mounts) {
      if (Type !== "bind") continue;
      const copy = await copyOf(Source, await this.#work.workspace.scratch());
      // Where the engine names folders of another machine, the twin mounts the same ones.
      binds.set(Destination, copy ?? Source);
      if (copy !== undefined) found += await emptyIn(copy, this.#given, (path, content) => this.#isCopy(path, content));
    }
    return { files: files.filter(({ path }) => !isMounted(path, Mounts)), binds, found };
  }

  async #inspect() {
    const { session } = this.#work;
    return session.docker.getContainer(this.#container.id).inspect().catch(throwEngineError);
  }
}

/**
 * A copy of what a container may be writing to: no link in it is followed, also when one is put there meanwhile. Undefined
 * for what cannot be copied.
 */
export async function copyOf(source: string, scratch: string): Promise<string | undefined> {
  const copy = join(await mkdtemp(join(scratch, "without-")), "copy");
  let isThere = true;
  const leftOut = (path: string) => {
    isThere &&= path !== ".";
  };
  await copyTree(source, copy, { target: (at) => readlinkSync(at), leftOut });
  return isThere ? copy : undefined;
}

/** Takes the given code out of a folder or file of ours; says how often it was there. Links lead anywhere: they stay. */
export async function emptyIn(
  copy: string,
  given: Buffer,
  isCopy: (path: string, content: Buffer) => boolean,
): Promise<number> {
  let found = 0;
  for (const path of await filesOf(copy, ["."])) {
    const file = join(copy, path);
    const entry = await lstat(file);
    if (!entry.isFile() || !mayBeGiven(entry.size, given) || !isCopy(path, await readFile(file))) continue;
    await writeFile(file, NO_PROGRAM);
    found += 1;
  }
  return found;
}

function isMounted(path: string, mounts: readonly { Type?: string; Destination: string }[]): boolean {
  return mounts.some(({ Type, Destination }) => Type === "bind" && posix.join("/", path).startsWith(Destination));
}
