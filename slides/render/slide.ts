import type { MarkdownIt, Token } from "markdown-it";
import { CLASS_NAMES, splitBlocks } from "../format/blocks.ts";
import type { Place, Problem } from "../format/problem.ts";
import type { Line } from "../format/scanner.ts";
import type { Slide } from "../format/slides.ts";
import { background } from "./background.ts";
import { escapeHtml } from "./html.ts";
import { languageOf, type ParseEnv, type RenderEnv } from "./markdown.ts";
import { outside } from "./outside.ts";
import { fragments, joinSteps } from "./steps.ts";

/** A slide as tokens: what it holds is known, and nothing is coloured yet. */
export interface ParsedSlide {
  readonly slide: Slide;
  readonly title: string | undefined;
  readonly tokens: readonly Token[];
  readonly notes: readonly Token[];
  readonly languages: readonly string[];
  readonly problems: readonly Problem[];
}

const BLOCK = new RegExp(`^${CLASS_NAMES.source}\\[`);

/** Parses what a slide shows, with its steps, and its notes. */
export function parseSlide(md: MarkdownIt, slide: Slide, addressOf: ParseEnv["addressOf"]): ParsedSlide {
  const env: ParseEnv = { addressOf };
  const parse = (lines: readonly Line[]): Token[] => {
    const tokens = md.parse(lines.map(({ text }) => text).join("\n"), env);
    for (const token of tokens) if (token.map) token.meta = { ...token.meta, lines: lines.slice(...token.map) };
    return tokens;
  };
  const lines = splitBlocks(joinSteps(slide.steps.map((step) => step.lines)));
  const classes = slide.steps.map(({ properties }) => properties.class ?? "");
  const tokens = fragments(parse(lines), lines, classes);
  const notes = parse(splitBlocks(slide.notes));
  const all = [...tokens, ...notes];
  const heading = tokens.findIndex(({ type }) => type === "heading_open");
  return {
    slide,
    title: heading === -1 ? undefined : plainText(tokens[heading + 1]),
    tokens,
    notes,
    languages: all.filter(({ type }) => type === "fence").map(({ info }) => languageOf(info)),
    problems: all.flatMap((token) => wrong(token, slide.place)),
  };
}

function wrong(token: Token, fallback: Place): readonly Problem[] {
  const html = (token.children ?? []).filter(({ type }) => type === "html_inline");
  return [
    ...(token.type === "inline" ? unclosed(token, fallback) : []),
    ...(token.type === "html_block" ? badHtml(token, token.content, fallback) : []),
    ...html.flatMap(({ content }) => badHtml(token, content, fallback)),
  ];
}

/** The line of a token, or of the first in it that has some text. */
export function placeOf(token: Token, fallback: Place, text?: string): Place {
  const lines = (token.meta as { lines?: readonly Line[] } | null)?.lines ?? [];
  const line = (text && lines.find((line) => line.text.includes(text))) || lines[0] || fallback;
  return { file: line.file, line: line.line };
}

/** The words of a heading, without what marks them. */
export function plainText(token: Token | undefined): string {
  const words = token?.children?.map(({ type, content }) =>
    /^(text|code_inline)$/.test(type) ? content : type === "softbreak" ? " " : "",
  );
  return words?.join("").trim() ?? "";
}

function unclosed(token: Token, fallback: Place): Problem[] {
  const lines = (token.meta as { lines?: readonly Line[] } | null)?.lines ?? [];
  const left = token.children?.filter(({ type, content }) => type === "text" && BLOCK.test(content)) ?? [];
  return left.map(({ content }) => {
    const opening = BLOCK.exec(content)?.[0] ?? "";
    const place = lines.find(({ text }) => text.includes(opening)) ?? fallback;
    return {
      file: place.file,
      line: place.line,
      message: `the block that opens here (${opening}) is not closed on its slide`,
    };
  });
}

/** HTML that would reach beyond its slide, or beyond the page. */
function badHtml(token: Token, html: string, fallback: Place): Problem[] {
  const bare = html.replace(/<!--[\s\S]*?-->/g, "");
  const found = /<!--|<\/?(?:section|aside|main|body|html|script|textarea)\b/i.exec(bare)?.[0];
  if (found === undefined) return fetched(token, bare, fallback);
  const what =
    found === "<!--" ? "a comment that is never closed" : `the tag ${found}>, which would break the slides apart`;
  return [{ ...placeOf(token, fallback, found), message: `this HTML has ${what}` }];
}

function fetched(token: Token, html: string, fallback: Place): Problem[] {
  const found = outside(html);
  if (found === undefined) return [];
  const message = `this HTML would load something (${found}): a deck has to open without a network, from one file`;
  return [{ ...placeOf(token, fallback, found.replace(/>$/, "")), message }];
}

/** The section of a slide. Pictures still have the address that the deck gives. */
export function renderSlide(
  md: MarkdownIt,
  { slide, tokens, notes, title }: ParsedSlide,
  id: string,
  env: RenderEnv,
): string {
  const { properties, place, steps } = slide;
  const classes = ["slide", properties.class].filter(Boolean).join(" ");
  const attributes = [
    `id="${escapeHtml(id)}"`,
    `class="${escapeHtml(classes)}"`,
    `data-source="${escapeHtml(`${place.file}:${place.line}`)}"`,
    title === undefined ? "" : `data-title="${escapeHtml(title)}"`,
    properties.count === "false" ? 'data-visibility="uncounted"' : "",
    properties.lang ? `lang="${escapeHtml(properties.lang)}"` : "",
  ];
  const backgrounds = [properties, ...steps.slice(1).map((step) => step.properties)].map(background);
  const html = md.renderer.render([...tokens], md.options, env);
  const aside =
    notes.length > 0 ? `<aside class="notes">\n${md.renderer.render([...notes], md.options, env)}</aside>\n` : "";
  return `<section ${attributes.filter(Boolean).join(" ")}>\n${backgrounds.join("")}<div class="page">\n${html}</div>\n${aside}</section>\n`;
}
