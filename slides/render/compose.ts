import type { Manifest } from "../format/manifest.ts";
import { contentsPages, type Entry, type PartEntry } from "./contents.ts";
import { contents, cover, partPage, steering } from "./front.ts";
import type { RenderedChapter } from "./rendered.ts";
import { type Words, wordsFor } from "./words.ts";

export interface RenderedPart {
  readonly title: string | undefined;
  readonly chapters: readonly RenderedChapter[];
}

/** Names for the slides that are made here. */
export interface FrontNames {
  readonly start: string;
  readonly overview: string;
  readonly free: (wanted: string) => string;
}

/** No text of a deck has a zero byte in it. */
const MARK = /\0contents:([^\0]*)\0/g;

/** Stands in the HTML of a chapter where the contents come; the first slide of them may have a name of its own. */
export function contentsMark(id = ""): string {
  return `\0contents:${id}\0`;
}

/** All of a deck in its order: what deck.yml asks for, and the chapters with their links. */
export function compose(
  manifest: Manifest,
  parts: readonly RenderedPart[],
  names: FrontNames,
): readonly (string | RenderedChapter)[] {
  const words = wordsFor(manifest.lang);
  const entries = parts.map(({ title, chapters }, index): PartEntry => {
    const listed = chapters.flatMap(entryOf);
    // A slide before one chapter alone would only say its title twice.
    const page = manifest["part-pages"] && title !== undefined && listed.length > 1;
    return { title, id: page ? names.free(`part-${index + 1}`) : listed[0]?.id, chapters: listed };
  });
  const all = entries.flatMap(({ chapters }) => chapters);
  const marked = parts.flatMap(({ chapters }) => chapters).flatMap(({ html }) => [...html.matchAll(MARK)])[0];
  const wanted = marked !== undefined || (manifest.contents && all.length > 1);
  const overview = { id: marked?.[1] || names.overview, title: words.contents };
  const pages = wanted ? contentsOf(entries, overview.id, names, words).join("") : "";
  let shown = marked === undefined;
  const placed = () => {
    const here = shown ? "" : pages;
    shown = true;
    return here;
  };
  const pieces = (chapters: readonly RenderedChapter[]) =>
    chapters.map((chapter) => ({
      ...chapter,
      html: withSteering(chapter, wanted ? overview : undefined, all, words).replace(MARK, placed),
    }));
  return [
    ...(manifest.cover ? [cover(manifest, names.start)] : []),
    ...(marked === undefined ? [pages] : []),
    ...parts.flatMap(({ chapters }, index): (string | RenderedChapter)[] => {
      const part = entries[index];
      const page =
        part?.id === undefined || part.id === part.chapters[0]?.id ? "" : partPage(part, part.id, index + 1, words);
      return [page, ...pieces(chapters)];
    }),
  ];
}

function contentsOf(entries: readonly PartEntry[], id: string, names: FrontNames, words: Words): readonly string[] {
  return contentsPages(entries).map((page, index) =>
    contents(page, index === 0 ? id : names.free(`${id}-${index + 1}`), words),
  );
}

/** Nothing for a chapter without a title: the name of its file says nothing to those who watch. */
function entryOf({ slides }: RenderedChapter): readonly Entry[] {
  const [first] = slides;
  const title = slides.find((slide) => slide.title)?.title;
  return first && title !== undefined ? [{ id: first.id, title }] : [];
}

/** The links go at the end of the first slide of the chapter. */
function withSteering(
  { slides, html }: RenderedChapter,
  contents: Entry | undefined,
  entries: readonly Entry[],
  words: Words,
): string {
  const at = entries.findIndex(({ id }) => id === slides[0]?.id);
  if (at === -1) return html;
  const links = steering({ previous: entries[at - 1], here: entries[at], contents, next: entries[at + 1] }, words);
  return html.replace("</section>", () => `${links}</section>`);
}
