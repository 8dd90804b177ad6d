import { join } from "node:path";
import { expect, test } from "vitest";
import { DECKS, deckNames, ROOT } from "../decks.ts";
import { readDeck } from "../format/deck.ts";
import { closes, type Fence, opens } from "../format/fences.ts";
import type { Slide } from "../format/slides.ts";

/** What a translation keeps of a slide: what it says about itself, its steps, its notes, and the code that is run. */
function shape({ properties, steps, notes }: Slide) {
  const run: string[] = [];
  let fence: Fence | undefined;
  for (const { text } of steps.flatMap((step) => step.lines)) {
    const wasOpen = fence;
    fence = fence ? (closes(fence, text) ? undefined : fence) : opens(text);
    if ((wasOpen ?? fence)?.info.startsWith("bash run")) run.push(text);
  }
  const pictures = steps.flatMap((step) => step.lines.flatMap(({ text }) => /\]\([\w-]+\.svg\)/.exec(text) ?? []));
  return { properties, steps: steps.length, notes: notes.length > 0, run, pictures };
}

function shapes(name: string) {
  const { parts } = readDeck(join(DECKS, name), ROOT);
  return parts.map(({ chapters }) => chapters.map(({ slides }) => slides.map(shape)));
}

const translated = deckNames().filter((name) => deckNames().some((original) => name.startsWith(`${original}-`)));

test("there is a deck in two languages", () => {
  expect(translated).toContain("dockercoins-fr");
});

test.each(translated)("%s has the slides, steps, pictures and run blocks of the deck that it translates", (name) => {
  expect(shapes(name)).toEqual(shapes(name.replace(/-[^-]+$/, "")));
});
