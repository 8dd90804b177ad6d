import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDead, thisOwner } from "../engine/owner.ts";
import { copySubmission, type LeftOut } from "./copy.ts";
import { changedGiven, restoreGiven } from "./given.ts";

const PREFIX = "workshop-";
const OWNER_FILE = "owner";
/** Instead of the owner, where a stack was left up on request: the id of its run. */
const KEPT_FILE = "kept";

export interface WorkspaceOptions {
  readonly submission: string;
  /** solutions/NAME */
  readonly reference: string;
  /** Given paths, relative to both. */
  readonly given: readonly string[];
  readonly restore: boolean;
}

/** The private copy of a submission that is built and run; the submission itself is never written to. */
export class Workspace implements AsyncDisposable {
  /** Where the copy lies: holds the service folders. */
  readonly dir: string;
  /** Given files that differed from the reference's. */
  readonly changed: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly #home: string;
  #kept = false;

  private constructor(home: string, dir: string, changed: readonly string[], leftOut: readonly LeftOut[]) {
    this.#home = home;
    this.dir = dir;
    this.changed = changed;
    this.leftOut = leftOut;
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const home = await mkdtemp(join(tmpdir(), PREFIX));
    try {
      await writeFile(join(home, OWNER_FILE), thisOwner());
      const dir = join(home, "work");
      const leftOut = await copySubmission(options.submission, dir);
      const changed = await changedGiven(options.reference, dir, options.given);
      if (options.restore) await restoreGiven(options.reference, dir, options.given);
      return new Workspace(home, dir, changed, leftOut);
    } catch (error) {
      await rm(home, { recursive: true, force: true });
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
    await rm(join(this.#home, OWNER_FILE), { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await rm(this.#home, { recursive: true, force: true });
  }
}

/** Removes the workspaces of processes that are gone, and of kept stacks that are; `kept` are the runs whose stack is there. */
export async function sweepWorkspaces(kept: ReadonlySet<string>): Promise<void> {
  const homes = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX)).map((name) => join(tmpdir(), name));
  const said = (home: string, file: string) => readFile(join(home, file), "utf8").catch(() => undefined);
  await Promise.all(
    homes.map(async (home) => {
      const [owner, run] = await Promise.all([said(home, OWNER_FILE), said(home, KEPT_FILE)]);
      const over = run === undefined ? owner !== undefined && isDead(owner) : !kept.has(run);
      if (over) await rm(home, { recursive: true, force: true });
    }),
  );
}
