import { io, newProgram, run, signal } from "../checker/command-line/command-line.ts";
import { pathFromHere } from "../checker/command-line/values.ts";
import type { BuildOptions } from "./commands/build.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { ImportOptions } from "./commands/import.ts";
import type { PdfOptions } from "./commands/pdf.ts";

const DECKS = "names of decks (all when not given)";

const program = newProgram(
  "npm run slides --",
  "Slides from Markdown: serves them, builds one file per deck, prints them, checks them.",
).addHelpText("after", "\nExit codes: 0 done, 1 something failed, 2 wrong usage, 3 cannot be done on this machine.");

program
  .command("serve", { isDefault: true })
  .argument("[deck...]", DECKS)
  .option("--port <number>", "where to listen; 0 is any free one", "8080")
  .option("--host <address>", "who may ask; 0.0.0.0 is everybody, as in a container", "127.0.0.1")
  .description("serve decks and show every change at once (also without a command)")
  .action(async (decks: string[], options: { port: string; host: string }) => {
    const { serve } = await import("./commands/serve.ts");
    process.exitCode = await serve(decks, options, io, signal);
  });

program
  .command("build")
  .argument("[deck...]", DECKS)
  .option("--out <dir>", "where to write (default: dist/slides)", pathFromHere)
  .description("write each deck as one HTML file that needs nothing else")
  .action(async (decks: string[], options: BuildOptions) => {
    const { build } = await import("./commands/build.ts");
    process.exitCode = await build(decks, options, io, signal);
  });

program
  .command("pdf")
  .argument("[deck...]", DECKS)
  .option("--out <dir>", "where to write (default: dist/slides)", pathFromHere)
  .option("--notes", "with a page of notes after each slide")
  .description("print decks with Chromium")
  .action(async (decks: string[], options: PdfOptions) => {
    const { pdf } = await import("./commands/pdf.ts");
    process.exitCode = await pdf(decks, options, io, signal);
  });

program
  .command("fetch")
  .argument("[deck...]", DECKS)
  .description("copy pictures that are on other servers beside the decks")
  .action(async (decks: string[]) => {
    const { fetchPictures } = await import("./commands/fetch.ts");
    process.exitCode = await fetchPictures(decks, io, signal);
  });

program
  .command("import")
  .argument("<file|folder>", "a page of remark (.html), or a manifest (.yml) that puts chapters together")
  .option("--name <name>", "of the new deck (default: that of the file or folder)")
  .description("make a deck of one that was written for another player")
  .action(async (from: string, options: ImportOptions) => {
    const { importDeck } = await import("./commands/import.ts");
    process.exitCode = await importDeck(pathFromHere(from), options, io);
  });

program
  .command("check")
  .argument("[deck...]", DECKS)
  .option("--no-run", "do not run the blocks that are marked as run")
  .description("look for mistakes, measure every page, run the blocks on the engine")
  .action(async (decks: string[], options: CheckOptions) => {
    const { check } = await import("./commands/check.ts");
    process.exitCode = await check(decks, options, io, signal);
  });

await run(program);
