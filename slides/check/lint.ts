import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Token } from "markdown-it";
import { ROOT } from "../decks.ts";
import type { Place, Problem } from "../format/problem.ts";
import { isEmpty } from "../format/slides.ts";
import { isLanguage } from "../render/highlight.ts";
import { decoded } from "../render/html.ts";
import { attributeOf, languageOf } from "../render/markdown.ts";
import { attribute, eachImage } from "../render/pictures.ts";
import type { NamedSlide, RenderedDeck } from "../render/rendered.ts";
import { placeOf } from "../render/slide.ts";

/** What decks may refer to beside themselves. */
export interface Known {
  /** What `npm run check` can be asked for. */
  readonly checks: ReadonlySet<string>;
}

const COMMAND = /npm run check(?: --)? ([A-Za-z][\w-]*)/g;
const SVG = /<svg\b(?:[^>"']|"[^"]*"|'[^']*')*>(?:\s*<title>\s*\S)?/gi;
const LINK = /<a\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** What is wrong with a deck that can be seen without running or measuring anything. */
export function lint({ chapters, ids }: RenderedDeck, known: Known): readonly Problem[] {
  return chapters.flatMap(({ chapter, slides }) =>
    slides.flatMap((slide) => new SlideLint(slide, chapter.folder, ids, known).problems()),
  );
}

class SlideLint {
  readonly #slide: NamedSlide;
  readonly #folder: string;
  readonly #ids: ReadonlySet<string>;
  readonly #known: Known;
  readonly #found: Problem[] = [];

  constructor(slide: NamedSlide, folder: string, ids: ReadonlySet<string>, known: Known) {
    this.#slide = slide;
    this.#folder = folder;
    this.#ids = ids;
    this.#known = known;
  }

  problems(): readonly Problem[] {
    const { slide, tokens, notes } = this.#slide;
    if (isEmpty(slide)) this.#complain(slide.place, "this slide is empty");
    this.#headings(tokens);
    for (const token of [...tokens, ...notes]) {
      if (token.type === "fence") this.#fence(token);
      if (token.type === "html_block") this.#html(token, token.content);
      if (token.children?.some(({ type }) => type === "html_inline")) this.#html(token, htmlOf(token));
      for (const child of token.children ?? []) this.#inline(token, child);
      this.#checkClass(token);
    }
    return this.#found;
  }

  #complain({ file, line }: Place, message: string): void {
    this.#found.push({ file, line, message });
  }

  #place(token: Token, text?: string): Place {
    return placeOf(token, this.#slide.slide.place, text);
  }

  /** Whoever listens instead of looking finds his way by headings: no level may be left out. */
  #headings(tokens: readonly Token[]): void {
    let last = 0;
    for (const token of tokens.filter(({ type }) => type === "heading_open")) {
      const level = Number(token.tag.slice(1));
      if (last === 0 ? level > 2 : level > last + 1)
        this.#complain(
          this.#place(token),
          `a heading of level ${level} comes after ${last === 0 ? "none" : `one of level ${last}`}`,
        );
      last = level;
    }
  }

  #fence(token: Token): void {
    const language = languageOf(token.info);
    if (!isLanguage(language))
      this.#complain(this.#place(token), `"${language}" is no language that can be coloured (text is plain)`);
    this.#checkNames(token, token.content);
  }

  #inline(block: Token, token: Token): void {
    if (token.type === "link_open")
      this.#link(block, (token.meta as { href?: string } | null)?.href ?? attributeOf(token, "href"));
    if (token.type === "image" && token.content.trim() === "") {
      const source = attributeOf(token, "src");
      this.#complain(this.#place(block, source), `the picture ${source} has no alternative text`);
    }
    if (token.type === "text" || token.type === "code_inline") this.#checkNames(block, token.content);
  }

  #html(block: Token, html: string): void {
    eachImage(html, (tag, source) => {
      if (!attribute(tag, "alt")?.trim())
        this.#complain(this.#place(block, source), `the picture ${source} has no alternative text`);
      return tag;
    });
    for (const [svg] of html.matchAll(SVG)) {
      const said =
        attribute(svg, "aria-label")?.trim() || svg.includes("<title>") || attribute(svg, "aria-hidden") === "true";
      if (!said)
        this.#complain(
          this.#place(block, "<svg"),
          "this drawing (svg) has no alternative text: give it a <title> or an aria-label",
        );
    }
    for (const [tag] of html.matchAll(LINK)) this.#link(block, attribute(tag, "href") ?? "");
  }

  #link(block: Token, href: string): void {
    const place = this.#place(block, href);
    if (href.startsWith("#")) {
      const name = decoded(href.replace(/^#\/?/, "").replace(/\/\d+$/, ""));
      if (!this.#ids.has(name)) this.#complain(place, `there is no slide "${name}"`);
    } else if (href.startsWith("check:")) this.#check(place, href.slice("check:".length));
    else if (!/^[a-z][-+.a-z0-9]*:|^\/\//i.test(href)) {
      const path = decoded(href.replace(/[#?].*$/, ""));
      // What is outside of the project is on this machine alone.
      const found = [resolve(this.#folder, path), join(ROOT, path)].filter((file) => existsSync(file));
      if (!found.some((file) => file.startsWith(this.#folder) || file.startsWith(ROOT)))
        this.#complain(place, `there is no file ${path} in the project`);
    }
  }

  /** `.check[part1]` */
  #checkClass(token: Token): void {
    const children = token.type === "inline" ? (token.children ?? []) : [];
    for (const [index, child] of children.entries()) {
      if (child.type !== "class_open" || !attributeOf(child, "class").split(" ").includes("check")) continue;
      const name = children[index + 1]?.content.trim() ?? "";
      this.#check(this.#place(token, name), name);
    }
  }

  #checkNames(block: Token, text: string): void {
    for (const [, name = ""] of text.matchAll(COMMAND)) this.#check(this.#place(block, name), name);
  }

  #check(place: Place, name: string): void {
    if (this.#known.checks.has(name)) return;
    this.#complain(place, `there is no check "${name}" (there are: ${[...this.#known.checks].join(", ")})`);
  }
}

/** The HTML in a line, with the text that it encloses and without code, which only looks like it. */
function htmlOf(token: Token): string {
  return token.children?.map(({ type, content }) => (/^(html_inline|text)$/.test(type) ? content : "")).join("") ?? "";
}
