import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Place, Problem } from "../format/problem.ts";
import type { Slide } from "../format/slides.ts";
import { escapeHtml, inScript } from "./html.ts";
import { eachPicture, readPicture } from "./pictures.ts";
import type { RenderedChapter, RenderedDeck } from "./rendered.ts";
import { ownStyle } from "./style.ts";
import { wordsFor } from "./words.ts";

const require = createRequire(import.meta.url);
const own = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const from = (path: string) => readFileSync(require.resolve(path), "utf8");

const THEME = ["colours", "page", "text", "blocks", "player", "reading", "print"];
const PLAYER = ["search", "fit", "reading", "theme", "copy", "player"];

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
    typeof piece === "string" ? piece : withPictures(piece, deck.folder, problems),
  );
  const { title, lang, size } = deck.manifest;
  const styles = [
    from("reveal.js/reveal.css"),
    ...THEME.map((name) => own(`../theme/${name}.css`)),
    ...ownStyle(deck, problems),
  ];
  const settings = `var DECK = ${JSON.stringify({ words: wordsFor(lang), size: size / 100 })};`;
  const code = [
    from("reveal.js"),
    from("reveal.js/plugin/notes"),
    settings,
    ...PLAYER.map((name) => own(`../player/${name}.js`)),
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

/** Puts pictures in place of their addresses; what is wrong with one is told where it is asked for. */
function withPictures({ html, chapter, slides }: RenderedChapter, deck: string, problems: Problem[]): string {
  return html.replace(SECTION, (section, file: string, line: string) =>
    eachPicture(section, (source) => {
      const picture = readPicture(source, { chapter: chapter.folder, deck });
      if ("address" in picture) return picture.address;
      const place = { file, line: Number(line) };
      const slide = slides.find(({ slide }) => slide.place.file === file && slide.place.line === place.line);
      problems.push({ ...(slide ? placeIn(slide.slide, source) : place), message: picture.wrong });
      return source;
    }),
  );
}

/** The line of a slide that has a text, or its first. */
function placeIn({ steps, notes, place }: Slide, text: string): Place {
  const lines = [...steps.flatMap((step) => step.lines), ...notes];
  const found = [`(${text})`, text].map((wanted) => lines.find((line) => line.text.includes(wanted)));
  const { file, line } = found.find(Boolean) ?? place;
  return { file, line };
}
