import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { buildFile } from "../build.ts";
import { chosenDecks, DECKS, deckNames, OUTPUT, ROOT } from "../decks.ts";
import { readDeck } from "../format/deck.ts";
import { DeckError } from "../format/problem.ts";
import { indexPage } from "../render/index-page.ts";
import { Renderer } from "../render/renderer.ts";
import { EXIT, type Io } from "./io.ts";

export interface BuildOptions {
  readonly out?: string;
}

/** Writes one HTML file per deck, and a page that lists them. Prints the paths. Gives the exit code. */
export async function build(wanted: readonly string[], { out = OUTPUT }: BuildOptions, io: Io): Promise<number> {
  const renderer = new Renderer();
  let failed = false;
  for (const name of chosenDecks(wanted)) {
    try {
      io.print(relative(process.cwd(), await buildFile(join(DECKS, name), out, renderer)));
    } catch (error) {
      if (!(error instanceof DeckError)) throw error;
      io.say(error.message);
      failed = true;
    }
  }
  if (failed) return EXIT.failed;
  const decks = deckNames().map((name) => ({ name, manifest: readDeck(join(DECKS, name), ROOT).manifest }));
  writeFileSync(join(out, "index.html"), indexPage(decks));
  return EXIT.ok;
}
