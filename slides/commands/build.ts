import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { buildFile, listOf } from "../build.ts";
import { chosenDecks, DECKS, deckNames, OUTPUT } from "../decks.ts";
import { DeckError, describe } from "../format/problem.ts";
import { Renderer } from "../render/renderer.ts";
import { Fullness } from "./fullness.ts";
import { outputFolder } from "./output.ts";

export interface BuildOptions {
  readonly out?: string;
}

/** Writes one HTML file per deck, and a page that lists all that are there. Prints the paths. Gives the exit code. */
export async function build(
  wanted: readonly string[],
  { out = OUTPUT }: BuildOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const names = chosenDecks(wanted);
  outputFolder(out);
  const renderer = new Renderer();
  await using fullness = new Fullness(io);
  let failed = false;
  for (const name of names) {
    signal.throwIfAborted();
    try {
      const built = await buildFile(join(DECKS, name), out, renderer);
      for (const warning of built.warnings) io.say(describe(warning));
      io.print(relative(process.cwd(), built.file));
      await fullness.tell(built);
    } catch (error) {
      if (!(error instanceof DeckError)) throw error;
      io.say(error.message);
      failed = true;
    }
  }
  if (failed) return EXIT.failed;
  const there = deckNames().filter((name) => existsSync(join(out, `${name}.html`)));
  writeFileSync(join(out, "index.html"), listOf(DECKS, there));
  return EXIT.ok;
}
