import { htmlText } from "./escape.ts";
import { oneLine } from "./layout.ts";
import type { Labelled } from "./words.ts";

/** What Markdown would make of a sign, wherever it stands. Between letters `_` is only that. */
const sign = /[\\`*[\]<>&|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** What makes of a line a heading, an item, a rule, or of the line before it a heading or a table. */
const opener = /^(?=(?:#{1,6}|[+-])(?:\s|$)|[-=:][-=: ]*$)|^\d{1,9}(?=[.)](?:\s|$))/;
/**
 * What GitHub makes a link, a mention (which sends mail), a reference, a picture or a formula of, whether or not a backslash stands
 * before it: addresses, @names, #numbers, :names:, dollar signs. In code it leaves them alone, and they can be copied from it.
 */
const live =
  /((?:(?:(?:https?|ftp):\/\/|www\.)(?:[^\s`|]*[\w/])?|[\w.+-]{0,64}@(?:[\w/.:-]*[\w/])?|(?:[\w./-]{0,64}#|\bGH-)\d+|:[a-z+-][\w+-]*:|\$[^\s`|]*)+)/i;

/** One line that stands as it is written. */
export function inline(text: string): string {
  return oneLine(text)
    .split(live)
    .map((piece, index) => (index % 2 === 1 ? code(piece) : piece.replace(sign, "\\$&")))
    .join("")
    .replace(opener, "$&\\");
}

/** The same inside of HTML, where Markdown reads nothing. */
export function inlineHtml(text: string): string {
  return oneLine(text)
    .split(live)
    .map((piece, index) => (index % 2 === 1 ? `<code>${htmlText(piece)}</code>` : htmlText(piece)))
    .join("");
}

/** Names, paths and addresses, in one line. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(longestFence(line) + 1);
  return /^`|`$/.test(line) ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** Prose keeps its lines and paragraphs. */
export function prose(text: string): string {
  return text
    .trim()
    .split("\n")
    .map(inline)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** Output of a program. Its fence is longer than any in it. */
export function block(lines: readonly string[], indent = ""): string {
  const fence = "`".repeat(Math.max(3, longestFence(lines.join("\n")) + 1));
  return [`${fence}text`, ...lines, fence].map((line) => `${indent}${line}`.trimEnd()).join("\n");
}

export function list(items: readonly Labelled[]): string {
  const texts = items.map(([label, text]) => {
    const lines = text.trim().split("\n");
    return `- **${label}:**${lines.length === 1 ? ` ${inline(text)}` : `\n${block(lines, "  ")}`}`;
  });
  return texts.join("\n");
}

const rules = { left: ":--", centre: ":-:", right: "--:" } as const;

/** Every column has a heading, which may be empty. */
export function table(
  columns: readonly (readonly [heading: string, side: keyof typeof rules])[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns.map(([heading]) => heading);
  const rule = columns.map(([, side]) => rules[side]);
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function longestFence(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
