import type { Manifest } from "../format/manifest.ts";
import { escapeHtml } from "./html.ts";
import type { Words } from "./words.ts";

/** A chapter as contents and links name it. */
export interface Entry {
  readonly title: string;
  readonly id: string;
}

export interface PartEntry {
  readonly title: string | undefined;
  readonly id: string;
  readonly chapters: readonly Entry[];
}

const link = ({ id, title }: Entry, more = "") =>
  `<a href="#/${encodeURIComponent(id)}"${more}>${escapeHtml(title)}</a>`;

/** The first slide: what the deck is about. */
export function cover(manifest: Manifest, id: string): string {
  const subtitle = manifest.subtitle ? `<p class="subtitle">${escapeHtml(manifest.subtitle)}</p>\n` : "";
  return section(id, "slide title cover", manifest.title, `<h1>${escapeHtml(manifest.title)}</h1>\n${subtitle}`);
}

/** All chapters, by part, as links. */
export function contents(parts: readonly PartEntry[], id: string, words: Words): string {
  const listed = parts.map(({ title, id, chapters }) => {
    const items = chapters.map((chapter) => `<li>${link(chapter)}</li>`).join("");
    const heading = title === undefined ? "" : `<h3>${link({ id, title })}</h3>`;
    return `<div class="contents-part">${heading}<ul>${items}</ul></div>\n`;
  });
  const many = parts.flatMap(({ chapters }) => chapters).length > 10 ? " many" : "";
  const body = `<h2>${escapeHtml(words.contents)}</h2>\n<div class="contents${many}">\n${listed.join("")}</div>\n`;
  return section(id, "slide", words.contents, body);
}

/** The slide before a part: its number and title, and its chapters. */
export function partPage(part: PartEntry, number: number, words: Words): string {
  const title = part.title ?? "";
  const items = part.chapters.map((chapter) => `<li>${link(chapter)}</li>`).join("");
  const body = `<p class="part-number">${escapeHtml(words.part)} ${number}</p>\n<h1>${escapeHtml(title)}</h1>\n<ul>${items}</ul>\n`;
  return section(part.id, "slide title part", title, body);
}

/** Where to go from the first slide of a chapter. */
export function steering(
  {
    previous,
    here,
    contents,
    next,
  }: Readonly<Record<"previous" | "here" | "next", Entry | undefined>> & { readonly contents: Entry },
  words: Words,
): string {
  const items = [
    previous && link(previous, ` class="previous" aria-label="${escapeHtml(`${words.previous}: ${previous.title}`)}"`),
    link(contents, ' class="contents-link"'),
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
