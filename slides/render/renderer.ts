import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { MarkdownIt } from "markdown-it";
import type { Chapter, Deck } from "../format/deck.ts";
import { isBare, type Slide } from "../format/slides.ts";
import { compose, contentsMark } from "./compose.ts";
import { Highlight } from "./highlight.ts";
import { slug } from "./html.ts";
import { deckMarkdown, type RenderEnv } from "./markdown.ts";
import type { NamedSlide, RenderedChapter, RenderedDeck } from "./rendered.ts";
import { type ParsedSlide, parseSlide, renderSlide } from "./slide.ts";

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
    const parsed = new Map(all.map((chapter) => [chapter, this.#parse(chapter, deck)] as const));
    const names = new Names([...parsed.values()].flat());
    const chapters = new Map<Chapter, RenderedChapter>();
    const start = names.free("start");
    const overview = names.free("contents");
    for (const [chapter, slides] of parsed) {
      const named = slides.map((slide) => ({ ...slide, id: names.of(slide) }));
      chapters.set(chapter, { chapter, slides: named, html: await this.#html(chapter, deck, named) });
    }
    const rendered = deck.parts.map((part) => ({
      title: part.title,
      chapters: part.chapters.flatMap((chapter) => chapters.get(chapter) ?? []),
    }));
    return {
      deck,
      chapters: [...chapters.values()],
      pieces: compose(deck.manifest, rendered, { start, overview, free: (name) => names.free(name) }),
      ids: names.taken,
      problems: [...deck.problems, ...[...parsed.values()].flat().flatMap(({ problems }) => problems)],
    };
  }

  #parse(chapter: Chapter, deck: Deck): readonly ParsedSlide[] {
    const key = JSON.stringify([chapter.slides, deck.manifest.repository]);
    const known = this.#parsed.get(chapter.folder + chapter.file);
    if (known?.key === key) return known.slides;
    const slides = chapter.slides.map((slide) => parseSlide(this.#md, slide, addresses(chapter, deck)));
    this.#parsed.set(chapter.folder + chapter.file, { key, slides });
    return slides;
  }

  async #html(chapter: Chapter, deck: Deck, slides: readonly NamedSlide[]): Promise<string> {
    const key = JSON.stringify([chapter.slides, deck.manifest.repository, slides.map(({ id }) => id)]);
    const known = this.#rendered.get(chapter.folder + chapter.file);
    if (known?.key === key) return known.html;
    const colour = await this.#highlight.of(slides.flatMap(({ languages }) => languages));
    const html = slides.map((slide) => this.#slide(slide, { colour })).join("");
    this.#rendered.set(chapter.folder + chapter.file, { key, html });
    this.rendered++;
    return html;
  }

  /** A slide that only asks for the contents is not shown besides them. */
  #slide(named: NamedSlide, env: RenderEnv): string {
    const { slide, id } = named;
    if (!slide.contents) return renderSlide(this.#md, named, id, env);
    return isBare(slide) ? contentsMark(id) : renderSlide(this.#md, named, id, env) + contentsMark();
  }
}

/** Where files of the project can be read, for links from a chapter: beside it, or from the project's folder. */
function addresses(
  { folder }: Chapter,
  { manifest: { repository }, root }: Deck,
): (file: string) => string | undefined {
  return (file) => {
    if (repository === undefined) return undefined;
    const [name = "", more = ""] = file.split(/(?=[#?])/);
    const near = resolve(folder, name);
    const path = existsSync(near) ? relative(root, near) : name;
    return `${repository.replace(/\/$/, "")}/${path.split(sep).map(encodeURIComponent).join("/")}${more}`;
  };
}

/** Names for slides, each once: what the deck gives comes first, then what headings say. */
class Names {
  readonly taken: Set<string>;
  /** The last slide of a name is the one that links lead to. */
  readonly #given: ReadonlyMap<string, Slide>;

  constructor(slides: readonly ParsedSlide[]) {
    this.#given = new Map(
      slides.flatMap(({ slide }) => (slide.properties.name === undefined ? [] : [[slide.properties.name, slide]])),
    );
    this.taken = new Set(this.#given.keys());
  }

  of({ slide, title }: ParsedSlide): string {
    const { name } = slide.properties;
    if (name !== undefined && this.#given.get(name) === slide) return name;
    return this.free(name ?? (slug(title ?? "") || "slide"));
  }

  free(wanted: string): string {
    const base = /^\d/.test(wanted) ? `slide-${wanted}` : wanted;
    let name = base;
    for (let count = 2; this.taken.has(name); count++) name = `${base}-${count}`;
    this.taken.add(name);
    return name;
  }
}
