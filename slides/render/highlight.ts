import { bundledLanguages, createCssVariablesTheme, createHighlighter, type Highlighter } from "shiki";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { Marked } from "./marks.ts";

/** Colours are variables of the theme's style sheet, so that one rendering is right in the dark and in the light. */
const theme = createCssVariablesTheme({ name: "deck", variablePrefix: "--code-", fontStyle: true });
const PLAIN = new Set(["", "text", "txt", "plain", "plaintext", "ansi"]);

/** True for a language that can be coloured, or that says there is nothing to colour. */
export function isLanguage(name: string): boolean {
  return PLAIN.has(name) || Object.hasOwn(bundledLanguages, name);
}

/** One for all: grammars are large, and loaded when a deck first needs them. */
let shared: Promise<Highlighter> | undefined;

export type Colour = (marked: Marked, language: string) => string;

/** Colours code, each piece once. */
export class Highlight {
  readonly #known = new Map<string, string>();

  /** What colours code of these languages; others are shown as plain text. */
  async of(languages: readonly string[]): Promise<Colour> {
    shared ??= createHighlighter({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine() });
    const highlighter = await shared;
    const wanted = [...new Set(languages)].filter((name) => !PLAIN.has(name) && isLanguage(name));
    await highlighter.loadLanguage(...(wanted as (keyof typeof bundledLanguages)[]));
    return (marked, language) => {
      const lang = wanted.includes(language) ? language : "text";
      const key = JSON.stringify([lang, marked]);
      const found = this.#known.get(key) ?? colour(highlighter, marked, lang);
      this.#known.set(key, found);
      return found;
    };
  }
}

function colour(highlighter: Highlighter, { code, lines, spans }: Marked, lang: string): string {
  return highlighter.codeToHtml(code, {
    lang,
    theme: theme.name ?? "deck",
    // Its limit of time would colour the same line in another way on a busy machine.
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: 2000,
    decorations: spans.map(({ line, start, end }) => ({
      start: { line, character: start },
      end: { line, character: end },
      properties: { class: "marked" },
    })),
    transformers: [
      {
        pre(node) {
          node.properties = { class: "code", "data-language": lang, tabindex: "0" };
        },
        line(node, number) {
          if (lines.includes(number - 1)) this.addClassToHast(node, "marked");
        },
      },
    ],
  });
}
