import type { MarkdownIt } from "markdown-it";
import type { Chapter, Deck } from "../format/deck.ts";
import type { Problem } from "../format/problem.ts";
import { contents, cover, type PartEntry, partPage, steering } from "./front.ts";
import { Highlight } from "./highlight.ts";
import { slug } from "./html.ts";
import { deckMarkdown } from "./markdown.ts";
import { type ParsedSlide, parseSlide, renderSlide } from "./slide.ts";
import { wordsFor } from "./words.ts";

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

/** Renders decks. A chapter that has not changed since it was rendered last is not rendered again. */
export class Renderer {
  readonly #md: MarkdownIt = deckMarkdown();
  readonly #highlight = new Highlight();
  readonly #parsed = new Map<string, { key: string; slides: readonly ParsedSlide[] }>();
  readonly #rendered = new Map<string, { key: string; html: string }>();
  /** Chapters rendered so far. */
  rendered = 0;

  async render(deck: Deck): Promise<RenderedDeck> {
    const all = deck.parts.flatMap(({ chapters }) => chapters);
    const parsed = new Map(all.map((chapter) => [chapter, this.#parse(chapter)] as const));
    const names = new Names([...parsed.values()].flat());
    const words = wordsFor(deck.manifest.lang);
    const first = { id: names.free("start"), title: deck.manifest.title };
    const overview = { id: names.free("contents"), title: words.contents };
    const chapters = new Map<Chapter, RenderedChapter>();
    for (const [chapter, slides] of parsed) {
      const named = slides.map((slide) => ({ ...slide, id: names.of(slide) }));
      chapters.set(chapter, { chapter, slides: named, html: await this.#html(chapter, named) });
    }
    const parts = deck.parts.map(({ title, chapters: written }, index): PartEntry => {
      const listed = written.flatMap((chapter) => entryOf(chapters.get(chapter)));
      // A slide before one chapter alone would only say its title twice.
      const id = listed.length > 1 ? names.free(`part-${index + 1}`) : (listed[0]?.id ?? overview.id);
      return { title, id, chapters: listed };
    });
    const entries = parts.flatMap(({ chapters }) => chapters);
    const pieces = deck.parts.flatMap((part, index): (string | RenderedChapter)[] => {
      const entry = parts[index];
      const alone = entry?.title === undefined || entry.chapters.length < 2;
      const page = alone ? [] : [partPage(entry, index + 1, words)];
      const rendered = part.chapters.flatMap((chapter) => chapters.get(chapter) ?? []);
      return [...page, ...rendered.map((chapter) => withSteering(chapter, overview, entries, words))];
    });
    return {
      deck,
      chapters: [...chapters.values()],
      pieces: [cover(deck.manifest, first.id), contents(parts, overview.id, words), ...pieces],
      ids: names.taken,
      problems: [...deck.problems, ...[...parsed.values()].flat().flatMap(({ problems }) => problems)],
    };
  }

  #parse(chapter: Chapter): readonly ParsedSlide[] {
    const key = JSON.stringify(chapter.slides);
    const known = this.#parsed.get(chapter.folder + chapter.file);
    if (known?.key === key) return known.slides;
    const slides = chapter.slides.map((slide) => parseSlide(this.#md, slide));
    this.#parsed.set(chapter.folder + chapter.file, { key, slides });
    return slides;
  }

  async #html(chapter: Chapter, slides: readonly NamedSlide[]): Promise<string> {
    const key = JSON.stringify([chapter.slides, slides.map(({ id }) => id)]);
    const known = this.#rendered.get(chapter.folder + chapter.file);
    if (known?.key === key) return known.html;
    const colour = await this.#highlight.of(slides.flatMap(({ languages }) => languages));
    const html = slides.map((slide) => renderSlide(this.#md, slide, slide.id, { colour })).join("");
    this.#rendered.set(chapter.folder + chapter.file, { key, html });
    this.rendered++;
    return html;
  }
}

function entryOf(chapter: RenderedChapter | undefined): { title: string; id: string }[] {
  const [first] = chapter?.slides ?? [];
  const title = chapter?.slides.find((slide) => slide.title)?.title;
  return first && chapter ? [{ id: first.id, title: title ?? chapter.chapter.file }] : [];
}

/** The links go at the end of the first slide of the chapter. */
function withSteering(
  chapter: RenderedChapter,
  overview: { id: string; title: string },
  entries: readonly { id: string; title: string }[],
  words: ReturnType<typeof wordsFor>,
): RenderedChapter {
  const at = entries.findIndex(({ id }) => id === chapter.slides[0]?.id);
  if (at === -1) return chapter;
  const links = steering(
    { previous: entries[at - 1], here: entries[at], contents: overview, next: entries[at + 1] },
    words,
  );
  return { ...chapter, html: chapter.html.replace("</section>", () => `${links}</section>`) };
}

/** Names for slides, each once: what the deck gives comes first, then what headings say. */
class Names {
  readonly taken: Set<string>;

  constructor(slides: readonly ParsedSlide[]) {
    this.taken = new Set(slides.flatMap(({ slide }) => slide.properties.name ?? []));
  }

  of({ slide, title }: ParsedSlide): string {
    return slide.properties.name ?? this.free(slug(title ?? "") || "slide");
  }

  free(wanted: string): string {
    const base = /^\d/.test(wanted) ? `slide-${wanted}` : wanted;
    let name = base;
    for (let count = 2; this.taken.has(name); count++) name = `${base}-${count}`;
    this.taken.add(name);
    return name;
  }
}
