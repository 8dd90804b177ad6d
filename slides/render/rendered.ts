import type { Chapter, Deck } from "../format/deck.ts";
import type { Problem } from "../format/problem.ts";
import type { ParsedSlide } from "./slide.ts";

/** A slide of a chapter with the name under which links reach it. */
export interface NamedSlide extends ParsedSlide {
  readonly id: string;
}

export interface RenderedChapter {
  readonly chapter: Chapter;
  readonly slides: readonly NamedSlide[];
  /** Sections, with the addresses of pictures as the deck gives them. */
  readonly html: string;
}

export interface RenderedDeck {
  readonly deck: Deck;
  readonly chapters: readonly RenderedChapter[];
  /** Cover, contents and the slides before parts and chapters, in the order of the deck. */
  readonly pieces: readonly (string | RenderedChapter)[];
  readonly ids: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}
