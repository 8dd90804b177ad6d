import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { Finding, GraderError } from "../core/errors.ts";
import { EXIT, failed } from "./exit.ts";
import type { Io } from "./io.ts";

const interrupt = new AbortController();
const { env, stdin, stdout, stderr } = process;
const say = (line: string) => console.error(line);

/** Aborted by Ctrl-C, or by what nothing else has dealt with. */
export const { signal } = interrupt;

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (signal.aborted) process.exit(EXIT.interrupted);
    say("\nStopping, and removing what was started. Press Ctrl-C again to leave at once.");
    interrupt.abort(new GraderError("INTERRUPTED", "The command was interrupted.", "Run it again."));
  });
}
// Nothing that goes wrong in the background, or in a handler of events, may keep us from removing what was started. What is
// wrong with the work, the engine or the machine is reported by the check that needed it; anything else ends the run.
for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (reason: unknown) => {
    if (!(reason instanceof GraderError || reason instanceof Finding)) interrupt.abort(reason);
  });
}
// A reader that has seen enough (`| head`) is no reason to complain, nor to leave things unfinished.
let unwritable: GraderError | undefined;
for (const stream of [stdout, stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    unwritable ??= cannotWrite(error);
    interrupt.abort(unwritable);
  });
}
// The last lines of a report are written when nothing is left to interrupt.
process.on("exit", () => {
  if (unwritable !== undefined && process.exitCode !== EXIT.impossible) process.exitCode = failed(unwritable, say);
});

const dumb = env.TERM === "dumb";
const noColour = dumb || (env.NO_COLOR !== undefined && env.NO_COLOR !== "");
const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";

export const io: Io = {
  env,
  print: (text) => console.log(text),
  say,
  err: {
    isTTY: stderr.isTTY === true && !dumb,
    get columns() {
      return stderr.columns ?? 80;
    },
    get rows() {
      return stderr.rows ?? 24;
    },
    write: (text) => stderr.write(text),
  },
  colour: !noColour && (forced || stdout.isTTY === true),
  width: stdout.columns ?? 80,
  ...(stdin.isTTY && stderr.isTTY ? { ask } : {}),
};

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    lines.close();
  }
}

/** Before anything is added to it: a subcommand takes such settings over when it is made. */
export function newProgram(name: string, description: string): Command {
  return new Command(name).description(description).showHelpAfterError().exitOverride();
}

/** Does what was typed, and sets the exit code. */
export async function run(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = failed(error, say);
  }
  // Whatever a failure left open must not keep people waiting: all there was to do is done.
  setTimeout(() => process.exit(), 2000).unref();
}

function cannotWrite({ code }: NodeJS.ErrnoException): GraderError {
  return new GraderError(
    "OUTPUT_FULL",
    `What is printed here cannot be written (${code}).`,
    "Let it go to a terminal, or to a file on a disk that has room, and run it again.",
  );
}
