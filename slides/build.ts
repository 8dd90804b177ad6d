import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "./decks.ts";
import { readDeck } from "./format/deck.ts";
import { assertNone } from "./format/problem.ts";
import { type PageOptions, page } from "./render/page.ts";
import type { RenderedDeck, Renderer } from "./render/renderer.ts";

export interface Built {
  readonly html: string;
  readonly rendered: RenderedDeck;
}

/** Renders the deck in a folder as one page. Throws a DeckError with all that is wrong with it. */
export async function buildPage(folder: string, renderer: Renderer, options: PageOptions = {}): Promise<Built> {
  const rendered = await renderer.render(readDeck(folder, ROOT));
  const { html, problems } = page(rendered, options);
  assertNone([...rendered.problems, ...problems]);
  return { html, rendered };
}

/** Writes the page of a deck into a folder and gives its path. Whoever reads it meanwhile sees the old one or the new one. */
export async function buildFile(folder: string, output: string, renderer: Renderer): Promise<string> {
  const { html } = await buildPage(folder, renderer);
  mkdirSync(output, { recursive: true });
  const file = join(output, `${basename(folder)}.html`);
  writeFileSync(`${file}.new`, html);
  renameSync(`${file}.new`, file);
  return file;
}
