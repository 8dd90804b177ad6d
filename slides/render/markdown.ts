import MarkdownIt, { type Env } from "markdown-it";
import { classes } from "./classes.ts";
import type { Colour } from "./highlight.ts";
import { readMarks } from "./marks.ts";

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
  md.renderer.rules.table_open = () => '<div class="table"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  return md;
}
