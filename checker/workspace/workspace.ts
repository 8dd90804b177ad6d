import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDead, thisOwner } from "../engine/owner.ts";
import { copySubmission, type LeftOut } from "./copy.ts";
import { changedGiven, restoreGiven } from "./given.ts";

const PREFIX = "workshop-";
const OWNER_FILE = "owner";

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

  /** Leaves the copy where it is: a stack that is kept up may use its files. */
  async keep(): Promise<void> {
    this.#kept = true;
    await rm(join(this.#home, OWNER_FILE), { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await rm(this.#home, { recursive: true, force: true });
  }
}

/** Removes the workspaces of processes that are gone. */
export async function sweepWorkspaces(): Promise<void> {
  const homes = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX)).map((name) => join(tmpdir(), name));
  await Promise.all(
    homes.map(async (home) => {
      const owner = await readFile(join(home, OWNER_FILE), "utf8").catch(() => undefined);
      if (owner !== undefined && isDead(owner)) await rm(home, { recursive: true, force: true });
    }),
  );
}
