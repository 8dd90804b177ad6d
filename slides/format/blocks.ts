import { closes, type Fence, opens } from "./fences.ts";
import type { Line } from "./scanner.ts";

/** Names of classes, as in `.left.small[`. */
export const CLASS_NAMES = /(?:\.[A-Za-z_][-\w]*)+/;
const CLASS = new RegExp(`(\\\\?)(${CLASS_NAMES.source})\\[`, "y");
const CODE = /(`+)[^`]*\1|\\[^.]/g;
/** Where the text of a line begins: after blanks, and what makes it an item of a list. */
const MARGIN = /^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*/;

interface Opening {
  readonly line: number;
  readonly at: number;
  /** Undefined for a bracket that belongs to no class. */
  readonly names: string | undefined;
}

interface Cut {
  readonly line: number;
  readonly at: number;
}

/**
 * Puts each `.class[` that encloses blocks, and each `]` that closes one, on a line of its own, wherever they stand: as in
 * `.left[.footnote[`, `] .right[` or `text]`. What opens and closes in one line, or in one paragraph, stays.
 */
export function splitBlocks<L extends Line>(lines: readonly L[]): readonly L[] {
  const cuts = new Map<number, Set<number>>();
  for (const { line, at } of blockEdges(lines)) cuts.set(line, (cuts.get(line) ?? new Set()).add(at));
  return lines.flatMap((line, index) => pieces(line, [...(cuts.get(index) ?? [])]));
}

function pieces<L extends Line>(line: L, cuts: readonly number[]): readonly L[] {
  if (cuts.length === 0) return [line];
  const margin = MARGIN.exec(line.text)?.[0] ?? "";
  const edges = [...cuts.filter((at) => at > margin.length), line.text.length].sort((a, b) => a - b);
  let from = margin.length;
  const texts = edges.map((edge) => {
    const text = line.text.slice(from, edge).trim();
    from = edge;
    return text;
  });
  const found = texts.filter((text) => text !== "");
  return found.map((text, index) => ({
    ...line,
    text: (index === 0 ? margin : margin.replace(/\S/g, " ")) + text,
  }));
}

/** Where lines have to be cut: before and after each edge of a block. */
function blockEdges(lines: readonly Line[]): readonly Cut[] {
  const cuts: Cut[] = [];
  let open: Opening[] = [];
  let paragraph = 0;
  let fence: Fence | undefined;
  for (const [line, { text }] of lines.entries()) {
    if (fence) {
      fence = closes(fence, text) ? undefined : fence;
      continue;
    }
    fence = opens(text);
    if (fence || text.trim() === "") {
      paragraph = line + 1;
      // One bracket too many stays in its paragraph.
      open = open.filter(({ names }) => names !== undefined);
      continue;
    }
    for (const bracket of brackets(text, line)) {
      if (bracket.opening) {
        open.push(bracket.opening);
        continue;
      }
      const alone = text.trim() === "]";
      if (alone) open = open.filter(({ names }) => names !== undefined);
      const opening = open.pop();
      if (opening?.names === undefined || !isBlock(opening, lines, line, paragraph)) continue;
      cuts.push({ line: opening.line, at: opening.at });
      cuts.push({ line: opening.line, at: opening.at + opening.names.length + 1 });
      cuts.push({ line, at: bracket.at }, { line, at: bracket.at + 1 });
    }
  }
  return cuts;
}

/** Of a class that closes in this line. */
function isBlock(opening: Opening, lines: readonly Line[], end: number, paragraph: number): boolean {
  if (opening.line === end) return false;
  const text = lines[opening.line]?.text ?? "";
  const margin = MARGIN.exec(text)?.[0].length ?? 0;
  const last = text.slice(opening.at + (opening.names?.length ?? 0) + 1).trim();
  return opening.line < paragraph || opening.at <= margin || last === "" || opensAll(last);
}

/** True for a text like `.footnote[`, which goes on in the next line. */
function opensAll(text: string): boolean {
  return new RegExp(`^(?:${CLASS_NAMES.source}\\[)+$`).test(text);
}

/** The brackets of a line that are no code, and the classes before them. */
function brackets(text: string, line: number): readonly { at: number; opening?: Opening }[] {
  const bare = text.replace(CODE, (code) => " ".repeat(code.length));
  const found: { at: number; opening?: Opening }[] = [];
  for (let at = 0; at < bare.length; at++) {
    CLASS.lastIndex = at;
    const [all, backslash, names] = CLASS.exec(bare) ?? [];
    if (all !== undefined) {
      found.push({ at, opening: { line, at, names: backslash === "" ? names : undefined } });
      at += all.length - 1;
    } else if (bare[at] === "[") found.push({ at, opening: { line, at, names: undefined } });
    else if (bare[at] === "]") found.push({ at });
  }
  return found;
}
