import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { ownerPrefix } from "../engine/owner.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What npm's scripts start, with the name of a program. */
export const LAUNCHER = "checker/setup/launch.mjs";
export const REFERENCE = `${ROOT}solutions/dockercoins`;

export interface CommandOptions {
  /** `check` when not given. */
  readonly command?: "check" | "grade" | "prove" | "bench";
  readonly env?: Readonly<Record<string, string>>;
  /** Where temporary files go; a folder of its own shows what is left behind. */
  readonly tmp?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Words before the command, to run it somewhere else. */
  readonly through?: readonly string[];
}

export interface Ended {
  /** 128 + n when signal n ended it, as a shell says it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** `npm run check ARGS` without npm, or another of the checker's commands, as a process of its own. */
export class CheckCommand {
  readonly ended: Promise<Ended>;
  readonly #child;
  #stderr = "";

  constructor(
    args: readonly string[],
    { env = {}, tmp, uid, gid, through = [], command = "check" }: CommandOptions = {},
  ) {
    const [program = "", ...before] = [...through, process.execPath];
    this.#child = execa(program, [...before, LAUNCHER, "checker", command, ...args], {
      cwd: ROOT,
      env: { NO_COLOR: undefined, FORCE_COLOR: undefined, INIT_CWD: ROOT, ...env, ...(tmp && { TMPDIR: tmp }) },
      stdin: "ignore",
      reject: false,
      stripFinalNewline: false,
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    });
    this.#child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString("utf8");
    });
    this.ended = this.#child.then(({ exitCode, signal, stdout, stderr }) => ({
      code: exitCode ?? 128 + (SIGNALS[signal ?? ""] ?? 0),
      stdout,
      stderr,
    }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What its objects on the engine carry in their owner label. */
  get owner(): string {
    return ownerPrefix(this.pid);
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get stderr(): string {
    return this.#stderr;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for something; rejects when the command ends before. */
  async during<T>(something: Promise<T>): Promise<T> {
    const early = this.ended.then(({ code, stderr }) => {
      throw new Error(`it ended too early, with ${code}:\n${stderr}`);
    });
    return Promise.race([something, early]);
  }

  /** Resolves when stderr matches; rejects when the command ends before. */
  async said(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#stderr)) {
      await this.during(new Promise((resolve) => this.#child.stderr.once("data", resolve)));
    }
  }
}

/** Runs `npm run check ARGS` to its end. */
export function check(args: readonly string[], options?: CommandOptions): Promise<Ended> {
  return new CheckCommand(args, options).ended;
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** Names of what is in it, without the cache of the TypeScript loader. */
  entries(): Promise<readonly string[]>;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "e2e-"));
  return {
    path,
    entries: async () => (await readdir(path)).filter((name) => !name.startsWith("tsx-")),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
