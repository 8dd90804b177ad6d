import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { GraderError, UsageError } from "../checker/core/errors.ts";
import type { BuildOptions } from "./commands/build.ts";
import type { CheckOptions } from "./commands/check.ts";
import { EXIT, type Io } from "./commands/io.ts";
import type { PdfOptions } from "./commands/pdf.ts";
import { DeckError } from "./format/problem.ts";

const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    console.error("\nStopping, and removing what was started. Press Ctrl-C again to leave at once.");
    interrupt.abort(new GraderError("INTERRUPTED", "Interrupted.", "Run it again."));
  });
}
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") interrupt.abort(error);
  });
}

const { env } = process;
const noColour = (env.NO_COLOR !== undefined && env.NO_COLOR !== "") || env.TERM === "dumb";
const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
const io: Io = {
  env,
  print: (line) => console.log(line),
  say: (line) => console.error(line),
  colour: !noColour && (forced || process.stderr.isTTY === true),
};

/** npm moves to the project's folder; what people type is relative to where they are. */
const fromHere = (path: string) => resolve(env.INIT_CWD ?? ".", path);
const DECKS = "names of decks (all when not given)";

const program = new Command("npm run slides --")
  .description("Slides from Markdown: serves them, builds one file per deck, prints them, checks them.")
  .showHelpAfterError()
  .exitOverride()
  .addHelpText("after", "\nExit codes: 0 done, 1 something failed, 2 wrong usage, 3 cannot be done on this machine.");

program
  .command("serve", { isDefault: true })
  .argument("[deck...]", DECKS)
  .option("--port <number>", "where to listen; 0 is any free one", "8080")
  .option("--host <address>", "who may ask; 0.0.0.0 is everybody, as in a container", "127.0.0.1")
  .description("serve decks and show every change at once (also without a command)")
  .action(async (decks: string[], options: { port: string; host: string }) => {
    const { serve } = await import("./commands/serve.ts");
    process.exitCode = await serve(decks, options, io, interrupt.signal);
  });

program
  .command("build")
  .argument("[deck...]", DECKS)
  .option("--out <dir>", "where to write (default: dist/slides)", fromHere)
  .description("write each deck as one HTML file that needs nothing else")
  .action(async (decks: string[], options: BuildOptions) => {
    const { build } = await import("./commands/build.ts");
    process.exitCode = await build(decks, options, io, interrupt.signal);
  });

program
  .command("pdf")
  .argument("[deck...]", DECKS)
  .option("--out <dir>", "where to write (default: dist/slides)", fromHere)
  .option("--notes", "with a page of notes after each slide")
  .description("print decks with Chromium")
  .action(async (decks: string[], options: PdfOptions) => {
    const { pdf } = await import("./commands/pdf.ts");
    process.exitCode = await pdf(decks, options, io, interrupt.signal);
  });

program
  .command("check")
  .argument("[deck...]", DECKS)
  .option("--no-run", "do not run the blocks that are marked as run")
  .description("look for mistakes, measure every page, run the blocks on the engine")
  .action(async (decks: string[], options: CheckOptions) => {
    const { check } = await import("./commands/check.ts");
    process.exitCode = await check(decks, options, io, interrupt.signal);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
// Whatever a failure left open must not keep people waiting: all there was to do is done.
setTimeout(() => process.exit(), 2000).unref();

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError || error instanceof DeckError) {
    console.error(error.message);
    if (error instanceof UsageError) console.error("Commands and options: npm run slides -- --help");
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
  if (error instanceof GraderError) {
    console.error(`${error.message}\n${error.advice} (${error.code})`);
    return error.code === "INTERRUPTED" ? EXIT.interrupted : EXIT.impossible;
  }
  console.error(error);
  return EXIT.impossible;
}
