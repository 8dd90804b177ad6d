import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "./decks.ts";
import { readDeck } from "./format/deck.ts";
import { parseManifest } from "./format/manifest.ts";
import { onlyWarnings, type Problem } from "./format/problem.ts";
import { indexPage } from "./render/index-page.ts";
import { type PageOptions, page } from "./render/page.ts";
import type { RenderedDeck } from "./render/rendered.ts";
import type { Renderer } from "./render/renderer.ts";

export interface Built {
  readonly html: string;
  readonly rendered: RenderedDeck;
  /** What may be meant. */
  readonly warnings: readonly Problem[];
}

/** Renders the deck in a folder as one page. Throws a DeckError with all that is wrong with it. */
export async function buildPage(folder: string, renderer: Renderer, options: PageOptions = {}): Promise<Built> {
  const rendered = await renderer.render(readDeck(folder, ROOT));
  const { html, problems } = page(rendered, options);
  const warnings = onlyWarnings([...rendered.problems, ...problems]);
  return { html, rendered, warnings };
}

/** Writes the page of a deck into a folder. Whoever reads it meanwhile sees the old one or the new one. */
export async function buildFile(
  folder: string,
  output: string,
  renderer: Renderer,
): Promise<Built & { readonly file: string }> {
  const built = await buildPage(folder, renderer);
  mkdirSync(output, { recursive: true });
  const file = join(output, `${basename(folder)}.html`);
  writeFileSync(`${file}.new`, built.html);
  renameSync(`${file}.new`, file);
  return { ...built, file };
}

/** The page with a link to each of these decks. */
export function listOf(folder: string, names: readonly string[]): string {
  const decks = names.flatMap((name) => {
    try {
      return [{ name, manifest: parseManifest("deck.yml", readFileSync(join(folder, name, "deck.yml"), "utf8")) }];
    } catch {
      // Whoever opens or builds that deck is told what is wrong with it.
      return [];
    }
  });
  return indexPage(decks);
}
