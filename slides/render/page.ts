import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Problem } from "../format/problem.ts";
import { escapeHtml, inScript } from "./html.ts";
import { eachImage, readPicture } from "./pictures.ts";
import type { RenderedDeck } from "./renderer.ts";
import { wordsFor } from "./words.ts";

const require = createRequire(import.meta.url);
const own = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const from = (path: string) => readFileSync(require.resolve(path), "utf8");

const THEME = ["colours", "page", "text", "blocks", "player", "print"];

export interface Page {
  readonly html: string;
  readonly problems: readonly Problem[];
}

export interface PageOptions {
  /** Scripts that only a served page has. */
  readonly scripts?: readonly string[];
}

/** One page that needs nothing else: slides, pictures, styles and scripts. */
export function page({ deck, pieces }: RenderedDeck, { scripts = [] }: PageOptions = {}): Page {
  const problems: Problem[] = [];
  const sections = pieces.map((piece) =>
    typeof piece === "string" ? piece : withPictures(piece.html, piece.chapter.folder, problems),
  );
  const { title, lang } = deck.manifest;
  const styles = [from("reveal.js/reveal.css"), ...THEME.map((name) => own(`../theme/${name}.css`))];
  const settings = `var DECK = ${JSON.stringify({ words: wordsFor(lang) })};`;
  const code = [
    from("reveal.js"),
    from("reveal.js/plugin/notes"),
    settings,
    own("../player/search.js"),
    own("../player/player.js"),
    ...scripts,
  ];
  const html = `<!doctype html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${styles.map((style) => `<style>\n${style}\n</style>`).join("\n")}
</head>
<body>
<main>
<div class="reveal">
<div class="slides">
${sections.join("")}</div>
</div>
</main>
${code.map((script) => `<script>\n${inScript(script)}\n</script>`).join("\n")}
</body>
</html>
`;
  return { html, problems };
}

const SECTION = /<section [^>]*data-source="([^"]*):(\d+)"[^>]*>[\s\S]*?<\/section>/g;
const SOURCE = /(\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i;

/** Puts pictures in place of their addresses; what is wrong with one is told at its slide. */
function withPictures(html: string, folder: string, problems: Problem[]): string {
  return html.replace(SECTION, (section, file: string, line: string) =>
    eachImage(section, (tag, source) => {
      const picture = readPicture(source.replaceAll("&amp;", "&"), folder);
      if ("address" in picture) return tag.replace(SOURCE, (_, before) => `${before}"${picture.address}"`);
      problems.push({ file, line: Number(line), message: picture.wrong });
      return tag;
    }),
  );
}
