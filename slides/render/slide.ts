import type { MarkdownIt, Token } from "markdown-it";
import type { Place, Problem } from "../format/problem.ts";
import type { Line } from "../format/scanner.ts";
import type { Slide } from "../format/slides.ts";
import { escapeHtml } from "./html.ts";
import { languageOf, type RenderEnv } from "./markdown.ts";
import { outside } from "./outside.ts";
import { backgroundFile } from "./pictures.ts";
import { joinSteps, type ParsedStep } from "./steps.ts";

/** A slide as tokens: what it holds is known, and nothing is coloured yet. */
export interface ParsedSlide {
  readonly slide: Slide;
  readonly title: string | undefined;
  readonly tokens: readonly Token[];
  readonly notes: readonly Token[];
  readonly languages: readonly string[];
  readonly problems: readonly Problem[];
}

/** Lines that define the target of links by name: they may stand in another step than the link. */
const DEFINITION = /^ {0,3}\[[^\]]+\]:/m;
const BLOCK = /^(?:\.[A-Za-z_][-\w]*)+\[/;

/** Parses what a slide shows, step by step, and its notes. */
export function parseSlide(md: MarkdownIt, slide: Slide): ParsedSlide {
  const problems: Problem[] = [];
  const env = {};
  const parse = (lines: readonly Line[]): Token[] => {
    const tokens = md.parse(lines.map(({ text }) => text).join("\n"), env);
    for (const token of tokens) if (token.map) token.meta = { ...token.meta, lines: lines.slice(...token.map) };
    return tokens;
  };
  if (slide.steps.some(({ lines }) => lines.some(({ text }) => DEFINITION.test(text))))
    for (const { lines } of slide.steps) parse(lines);
  const steps = slide.steps.map(({ classes, lines }): ParsedStep => ({ classes, tokens: parse(lines) }));
  const notes = parse(slide.notes);
  for (const token of [...steps.flatMap(({ tokens }) => tokens), ...notes]) {
    if (token.type === "inline") problems.push(...unclosed(token, slide.place));
    if (token.type === "html_block") problems.push(...badHtml(token, token.content, slide.place));
    for (const child of token.children ?? [])
      if (child.type === "html_inline") problems.push(...badHtml(token, child.content, slide.place));
  }
  const tokens = joinSteps(steps);
  const heading = tokens.findIndex(({ type }) => type === "heading_open");
  return {
    slide,
    title: heading === -1 ? undefined : plainText(tokens[heading + 1]),
    tokens,
    notes,
    languages: [...tokens, ...notes].filter(({ type }) => type === "fence").map(({ info }) => languageOf(info)),
    problems,
  };
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
      message: `the block that opens here (${opening}) is not closed on its slide and in its step`,
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
  const { properties, place } = slide;
  const classes = ["slide", properties.class].filter(Boolean).join(" ");
  const attributes = [
    `id="${escapeHtml(id)}"`,
    `class="${escapeHtml(classes)}"`,
    `data-source="${escapeHtml(`${place.file}:${place.line}`)}"`,
    title === undefined ? "" : `data-title="${escapeHtml(title)}"`,
    properties.lang ? `lang="${escapeHtml(properties.lang)}"` : "",
  ];
  const background = properties["background-image"];
  const picture = background ? `<img class="background" alt="" src="${escapeHtml(backgroundFile(background))}">\n` : "";
  const html = md.renderer.render([...tokens], md.options, env);
  const aside =
    notes.length > 0 ? `<aside class="notes">\n${md.renderer.render([...notes], md.options, env)}</aside>\n` : "";
  return `<section ${attributes.filter(Boolean).join(" ")}>\n${picture}<div class="page">\n${html}</div>\n${aside}</section>\n`;
}
