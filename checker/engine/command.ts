import { execa } from "execa";
import { commands } from "./debug.ts";
import { Tail } from "./tail.ts";

/** Kept of what a command prints: enough to explain any failure, too little to fill a machine. */
const KEPT_OUTPUT = 64 * 1024;
/** Kept of the beginning: which step of a build it is that prints without end. */
const KEPT_BEGINNING = 16 * 1024;
const KEPT_DATA = 4 * 1024 * 1024;
/** Seconds that a command has to end by itself before it is killed. */
const GRACE = 2;

export interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command, and all that it has started. */
  readonly signal: AbortSignal;
}

export interface Ended {
  readonly failed: boolean;
  /** `ENOENT` when there is no such program. */
  readonly code: string | undefined;
  /** The first and the last of stdout and stderr, as they came. */
  readonly output: string;
  readonly stdout: string;
}

/** Process groups that are to end with this process. */
const groups = new Set<number>();
process.on("exit", () => {
  for (const group of groups) killGroup(group, "SIGKILL");
});

/**
 * Runs a program with all that it starts in a process group of its own: plugins of docker outlive a docker that is
 * killed, and Ctrl-C in a terminal is for us alone.
 */
export async function command(program: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
  const { cwd, input, env, signal } = options;
  const child = execa(program, args, {
    ...(cwd !== undefined && { cwd }),
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    env,
    extendEnv: false,
    reject: false,
    buffer: false,
    detached: process.platform !== "win32",
    cleanup: false,
  });
  const began = performance.now();
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    killGroup(pid, "SIGTERM");
    timer = setTimeout(() => killGroup(pid, "SIGKILL"), GRACE * 1000);
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  const output = new Tail(KEPT_OUTPUT, KEPT_BEGINNING);
  const stdout = new Tail(KEPT_DATA);
  child.stdout?.on("data", (chunk: Buffer) => {
    output.add(chunk);
    stdout.add(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => output.add(chunk));
  try {
    const { failed, code } = await child;
    if (commands.hasSubscribers) commands.publish({ args, failed, seconds: (performance.now() - began) / 1000 });
    return { failed, code, output: output.text(), stdout: stdout.text() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    if (pid !== undefined) groups.delete(pid);
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has ended by itself.
  }
}
