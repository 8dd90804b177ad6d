import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import type { CheckOptions } from "./commands/check.ts";
import type { CheckIo } from "./commands/io.ts";
import type { ProveOptions } from "./commands/prove.ts";
import { Finding, GraderError, UsageError } from "./core/errors.ts";

const EXIT = { usage: 2, grader: 3, interrupted: 130 } as const;

const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    console.error("\nStopping, and removing what was started. Press Ctrl-C again to leave at once.");
    interrupt.abort(new GraderError("INTERRUPTED", "The check was interrupted.", "Run it again."));
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
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    unwritable ??= cannotWrite(error);
    interrupt.abort(unwritable);
  });
}
// The last lines of a report are written when nothing is left to interrupt.
process.on("exit", () => {
  if (unwritable !== undefined && process.exitCode !== EXIT.grader) process.exitCode = failed(unwritable);
});

const noColour = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
const dumb = process.env.TERM === "dumb";
const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== "0";

const io: CheckIo = {
  env: process.env,
  print: (text) => console.log(text),
  say: (line) => console.error(line),
  err: {
    isTTY: process.stderr.isTTY === true && !dumb,
    get columns() {
      return process.stderr.columns ?? 80;
    },
    get rows() {
      return process.stderr.rows ?? 24;
    },
    write: (text) => process.stderr.write(text),
  },
  colour: !noColour && !dumb && (forced || process.stdout.isTTY === true),
  width: process.stdout.columns ?? 80,
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
};

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal: interrupt.signal })).trim());
  } finally {
    lines.close();
  }
}

/** npm moves to the project's folder; what people type is relative to where they are. */
const fromHere = (path: string) => resolve(process.env.INIT_CWD ?? ".", path);

/** For an option that counts something: nothing at all would judge nothing, and report success. */
function positive(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 1 to 9999.");
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "i");
  } catch (error) {
    throw new InvalidArgumentError(`It is no regular expression: ${(error as Error).message}.`);
  }
}

const program = new Command("npm run")
  .description("Checks what students build with Docker by really running it.")
  .showHelpAfterError()
  .exitOverride();

program
  .command("check")
  .argument("[name]", "a part (part1) or a lab (dockercoins); without it, what there is")
  .option("--in <dir>", "the folder with the work to check (default: labs)", fromHere)
  .option("--json <file>", "write the report as JSON", fromHere)
  .option("--html <file>", "write the report as one HTML page", fromHere)
  .option(
    "--explain <check>",
    "tell everything about one check: its title, or words of it; with a name, of that part or lab",
  )
  .option("--no-internet", "builds and containers reach nothing outside, as when strangers are graded")
  .option("--keep", "leave the judged stack up, and say where it is")
  .description("judge a part, or all parts of a lab")
  .addHelpText("after", "\nExit codes: 0 everything passed, 1 something failed, 2 wrong usage, 3 could not be judged.")
  .action(async (name: string | undefined, options: CheckOptions) => {
    const { check } = await import("./commands/check.ts");
    process.exitCode = await check(name, options, io, interrupt.signal);
  });

program
  .command("doctor")
  .description("show what this machine has, what is missing, and what to do")
  .action(async () => {
    const { doctor } = await import("./commands/doctor.ts");
    process.exitCode = await doctor(io);
  });

program
  .command("images")
  .argument("[action]", "list, build, pull or remove", "list")
  .description("the classroom images: where each comes from, and how to get them")
  .action(async (action: string) => {
    const { images } = await import("./commands/images.ts");
    process.exitCode = await images(io, action);
  });

program
  .command("prove")
  .argument("[lab]", "one lab (all when not given)")
  .option("--only <pattern>", "only what has a part or title that matches", pattern)
  .option("--jobs <n>", "how many are judged at the same time (default: the number of cores)", positive)
  .description("prove a lab: its starter, its reference, and every wrong and right answer")
  .action(async (lab: string | undefined, options: ProveOptions) => {
    const { prove } = await import("./commands/prove.ts");
    process.exitCode = await prove(lab, options, io, interrupt.signal);
  });

program
  .command("bench")
  .argument("[names...]", "parts or labs (all when not given)")
  .option("--runs <n>", "pairs of each part", positive, 5)
  .description("time the checker against the plain docker commands that do the same work")
  .action(async (names: string[], { runs }: { runs: number }) => {
    const { bench } = await import("./bench/bench.ts");
    const { ensureReady } = await import("./setup/ready.ts");
    await ensureReady({ ...io, images: "classroom" });
    io.print(await bench({ env: io.env, names, runs, say: io.say }));
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
// Whatever a failure left open must not keep people waiting: all there was to do is done.
setTimeout(() => process.exit(), 2000).unref();

function cannotWrite({ code }: NodeJS.ErrnoException): GraderError {
  return new GraderError(
    "OUTPUT_FULL",
    `What is printed here cannot be written (${code}).`,
    "Let it go to a terminal, or to a file on a disk that has room, and run it again.",
  );
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof UsageError) {
    console.error(error.message);
    return EXIT.usage;
  }
  if (error instanceof GraderError) {
    console.error(`${error.message}\n${error.advice} (${error.code})`);
    return error.code === "INTERRUPTED" ? EXIT.interrupted : EXIT.grader;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`BUG: ${stack}\nThis is a bug in the checker, not in your work. Please report it with the text above.`);
  return EXIT.grader;
}
