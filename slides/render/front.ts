import type { Manifest } from "../format/manifest.ts";
import type { ContentsPage, Entry, PartEntry } from "./contents.ts";
import { escapeHtml } from "./html.ts";
import type { Words } from "./words.ts";

const link = ({ id, title }: Entry, more = "") =>
  `<a href="#/${encodeURIComponent(id)}"${more}>${escapeHtml(title)}</a>`;

/** The first slide: what the deck is about. */
export function cover(manifest: Manifest, id: string): string {
  const subtitle = manifest.subtitle ? `<p class="subtitle">${escapeHtml(manifest.subtitle)}</p>\n` : "";
  return section(id, "slide title cover", manifest.title, `<h1>${escapeHtml(manifest.title)}</h1>\n${subtitle}`);
}

/** One slide of the contents. */
export function contents(page: ContentsPage, id: string, words: Words): string {
  const columns = page.map((column) => {
    const parts = column.map(({ title, id, chapters }) => {
      // A part that is one chapter, and is called like it, is said once.
      const listed = chapters.filter((chapter) => chapter.id !== id || chapter.title !== title);
      const items = listed.map((chapter) => `<li>${link(chapter)}</li>`);
      const named = title === undefined || id === undefined ? escapeHtml(title ?? "") : link({ id, title });
      const list = items.length > 0 ? `<ul>${items.join("")}</ul>` : "";
      return `<div class="contents-part">${named && `<h3>${named}</h3>`}${list}</div>\n`;
    });
    return `<div class="contents-column">\n${parts.join("")}</div>\n`;
  });
  const body = `<h2>${escapeHtml(words.contents)}</h2>\n<div class="contents">\n${columns.join("")}</div>\n`;
  return section(id, "slide", words.contents, body);
}

/** The slide before a part: its number and title, and its chapters. */
export function partPage(part: PartEntry, id: string, number: number, words: Words): string {
  const title = part.title ?? "";
  const items = part.chapters.map((chapter) => `<li>${link(chapter)}</li>`).join("");
  const body = `<p class="part-number">${escapeHtml(words.part)} ${number}</p>\n<h1>${escapeHtml(title)}</h1>\n<ul>${items}</ul>\n`;
  return section(id, "slide title part", title, body);
}

/** Where to go from the first slide of a chapter. */
export function steering(
  { previous, here, contents, next }: Readonly<Record<"previous" | "here" | "contents" | "next", Entry | undefined>>,
  words: Words,
): string {
  const items = [
    previous && link(previous, ` class="previous" aria-label="${escapeHtml(`${words.previous}: ${previous.title}`)}"`),
    contents && link(contents, ' class="contents-link"'),
    next && link(next, ` class="next" aria-label="${escapeHtml(`${words.next}: ${next.title}`)}"`),
  ];
  // Landmarks of one page need names of their own.
  const label = [words.steer, here?.title].filter(Boolean).join(": ");
  return `<nav class="steering" aria-label="${escapeHtml(label)}">${items.filter(Boolean).join("\n")}</nav>\n`;
}

function section(id: string, classes: string, title: string, body: string): string {
  const data = `data-title="${escapeHtml(title)}" data-source="deck.yml"`;
  return `<section id="${escapeHtml(id)}" class="${classes}" ${data}>\n<div class="page">\n${body}</div>\n</section>\n`;
}
