import MarkdownIt, { type Env, type Token } from "markdown-it";
import { classes } from "./classes.ts";
import type { Colour } from "./highlight.ts";
import { decoded } from "./html.ts";
import { readMarks } from "./marks.ts";

/** What the parser needs to know; it travels with each document. */
export interface ParseEnv extends Env {
  /** Where a file of the project is read by those who only have the deck; undefined where nobody knows. */
  readonly addressOf: (file: string) => string | undefined;
}

/** What the renderer of a fence needs to know; it travels with each document. */
export interface RenderEnv extends Env {
  readonly colour: Colour;
}

/** The language of a fence: the first word of what stands beside it. */
export function languageOf(info: string): string {
  return (/^[^\s{]*/.exec(info.trim())?.[0] ?? "").toLowerCase();
}

/** Markdown as decks write it: CommonMark with tables, HTML, links that are only typed, `.class[...]`, marked code. */
export function deckMarkdown(): InstanceType<typeof MarkdownIt> {
  const md = new MarkdownIt({ html: true, linkify: true }).use(classes);
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.renderer.rules.fence = (tokens, index, _options, env) => {
    const token = tokens[index];
    if (!token) return "";
    const { colour } = env as RenderEnv;
    return `${colour(readMarks(token.content.replace(/\n$/, "")), languageOf(token.info))}\n`;
  };
  md.core.ruler.push("own_links", ({ tokens, env }) => {
    for (const token of tokens) ownLinks(token.children ?? [], env as ParseEnv);
  });
  md.renderer.rules.table_open = () => '<div class="table"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  return md;
}

const ELSEWHERE = /^(?:[a-z][-+.a-z0-9]*:|\/\/|#)/i;

/**
 * Links to checks lead nowhere from a slide, and those to files of the project only where it can be read: they show the name,
 * for the linter to look up.
 */
function ownLinks(tokens: readonly Token[], { addressOf }: ParseEnv): void {
  for (const [index, token] of tokens.entries()) {
    const href = token.type === "link_open" ? attributeOf(token, "href") : "#";
    const kind = href.startsWith("check:") ? "check" : ELSEWHERE.test(href) ? undefined : "file";
    if (kind === undefined) continue;
    token.meta = { ...token.meta, href };
    const address = kind === "file" ? addressOf(decoded(href)) : undefined;
    if (address !== undefined) {
      token.attrSet("href", address);
      continue;
    }
    const close = tokens.slice(index).find(({ type, level }) => type === "link_close" && level === token.level);
    for (const end of [token, close]) if (end) end.tag = "span";
    token.attrs = [["class", kind]];
  }
}

/** An attribute of a token as text; empty when it has none. */
export function attributeOf(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}
