import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { namePrefix, ownerIn } from "../engine/folder-name.ts";
import { isDead, thisOwner } from "../engine/owner.ts";
import { copySubmission } from "./copy.ts";
import { changedGiven, restoreGiven } from "./given.ts";
import type { LeftOut } from "./left-out.ts";
import { isOurFolder, removeFolder } from "./remove.ts";

/** Where a stack was left up on request: the id of its run. Until then the owner in the folder's name counts. */
const KEPT_FILE = "kept";
const WORK = "work";

export interface WorkspaceOptions {
  readonly submission: string;
  /** solutions/NAME */
  readonly reference: string;
  /** Given paths, relative to both. */
  readonly given: readonly string[];
  readonly restore: boolean;
  /** Folders of it for each of which limits hold by itself. */
  readonly folders: readonly string[];
  /** Removes what containers have left in it, where our own rights do not suffice. */
  readonly docker: Docker;
  /** Told when something of it stays. */
  readonly note: (text: string) => void;
}

/** The private copy of a submission that is built and run; the submission itself is never written to. */
export class Workspace implements AsyncDisposable {
  /** Where the copy lies: holds the service folders. */
  readonly dir: string;
  /** Given files that differed from the reference's. */
  readonly changed: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly #home: string;
  readonly #remove: () => Promise<void>;
  #kept = false;

  private constructor(
    home: string,
    remove: () => Promise<void>,
    { changed, leftOut }: Pick<Workspace, "changed" | "leftOut">,
  ) {
    this.#home = home;
    this.#remove = remove;
    this.dir = join(home, WORK);
    this.changed = changed;
    this.leftOut = leftOut;
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const home = await mkdtemp(join(tmpdir(), namePrefix(thisOwner())));
    const remove = async () => {
      if (!(await removeFolder(options.docker, home))) options.note(`${home} could not be removed.`);
    };
    try {
      const dir = join(home, WORK);
      const leftOut = await copySubmission(options.submission, dir, options.folders);
      const changed = await changedGiven(options.reference, dir, options.given, leftOut);
      if (options.restore) await restoreGiven(options.reference, dir, options.given);
      return new Workspace(home, remove, { changed, leftOut });
    } catch (error) {
      await remove();
      throw error;
    }
  }

  /** A folder for our own files, beside the copy. */
  async scratch(): Promise<string> {
    const path = join(this.#home, "scratch");
    await mkdir(path, { recursive: true });
    return path;
  }

  /** A folder for the copies of what the services mount: all that a container may write to lies below it. */
  async mounts(): Promise<string> {
    const path = join(this.#home, "mounts");
    await mkdir(path, { recursive: true });
    return path;
  }

  /** Leaves the copy where it is, for as long as there is a stack of this run that may use its files. */
  async keep(run: string): Promise<void> {
    await writeFile(join(this.#home, KEPT_FILE), run);
    this.#kept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await this.#remove();
  }
}

/**
 * Removes the workspaces of processes that are gone, and of kept stacks that are; `kept` are the runs whose stack is
 * there. Returns those that could not be removed.
 */
export async function sweepWorkspaces(docker: Docker, kept: ReadonlySet<string>): Promise<readonly string[]> {
  const found = (await readdir(tmpdir())).map(async (name) => {
    const owner = ownerIn(name);
    const home = join(tmpdir(), name);
    if (owner === undefined || !(await isOurFolder(home))) return [];
    const run = await readFile(join(home, KEPT_FILE), "utf8").catch(() => undefined);
    const over = run === undefined ? isDead(owner) : !kept.has(run);
    return over && !(await removeFolder(docker, home)) ? [home] : [];
  });
  return (await Promise.all(found)).flat();
}
