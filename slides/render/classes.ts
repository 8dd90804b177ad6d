import type { MarkdownIt } from "markdown-it";
import { CLASS_NAMES } from "../format/blocks.ts";
import { FenceWalk } from "../format/fences.ts";

const NAMES = new RegExp(`^(${CLASS_NAMES.source})\\[`);
const INLINE = new RegExp(`(${CLASS_NAMES.source})\\[`, "y");
/** Up to what may mean something in a line (as in markdown-it), or to a class. */
const TEXT = /^(?:[^\n!#$%&*+\-:<=>@[\\\]^_`{}~.]|\.(?![A-Za-z_]))+/y;
const LIST = /^(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+)+/;
const CODE = /(`+)[^`]*\1|\\./g;

const classesOf = (names: string) => names.slice(1).split(".").join(" ");

/**
 * `.class[text]` in a line and `.class[` blocks `]`, as in decks for remark. Blocks hold any Markdown, also each other; a line
 * has one edge of a block at most (see `splitBlocks`).
 */
export function classes(md: MarkdownIt): void {
  // The rule for plain text would run over a dot: here it stops before one.
  md.inline.ruler.at("text", (state, silent) => {
    TEXT.lastIndex = state.pos;
    const text = TEXT.exec(state.src)?.[0].slice(0, state.posMax - state.pos) ?? "";
    if (text === "") return false;
    if (!silent) state.pending += text;
    state.pos += text.length;
    return true;
  });
  md.inline.ruler.before("text", "class_text", (state, silent) => {
    if (state.src[state.pos] !== ".") return false;
    INLINE.lastIndex = state.pos;
    const [opening, names] = INLINE.exec(state.src) ?? [];
    if (opening === undefined || names === undefined) return false;
    // Looked up once per text, or many dots and brackets would take their square in time.
    const cache = state.env as { brackets?: { text: string; closing: ReadonlyMap<number, number> } };
    if (cache.brackets?.text !== state.src) cache.brackets = { text: state.src, closing: matches(state.src) };
    const start = state.pos + opening.length;
    const end = cache.brackets.closing.get(start - 1);
    if (end === undefined || end >= state.posMax) return false;
    if (!silent) {
      state.push("class_open", "span", 1).attrSet("class", classesOf(names));
      const { posMax } = state;
      state.pos = start;
      state.posMax = end;
      state.md.inline.tokenize(state);
      state.posMax = posMax;
      state.push("class_close", "span", -1);
    }
    state.pos = end + 1;
    return true;
  });
  md.block.ruler.before(
    "fence",
    "class_block",
    (state, startLine, endLine, silent) => {
      const [first = "", ...rest] = state.getLines(startLine, endLine, state.blkIndent, false).split("\n");
      const [opening, names] = NAMES.exec(first) ?? [];
      if (opening === undefined || names === undefined) return false;
      const lines = [first.slice(opening.length), ...rest];
      const close = closing(lines);
      if (close === undefined || silent) return close !== undefined;
      const content = [...lines.slice(0, close), lines[close]?.replace(/\]\s*$/, "") ?? ""].join("\n");
      const open = state.push("class_open", "div", 1);
      open.block = true;
      open.map = [startLine, startLine + close + 1];
      open.attrSet("class", classesOf(names));
      const from = state.tokens.length;
      state.md.block.parse(content, state.md, state.env, state.tokens);
      for (const token of state.tokens.slice(from)) {
        token.level += state.level;
        if (token.map) token.map = [token.map[0] + startLine, token.map[1] + startLine];
      }
      state.push("class_close", "div", -1).block = true;
      state.line = startLine + close + 1;
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
}

/** Where each bracket of a text closes, if it does. Brackets in code do not count. */
function matches(text: string): ReadonlyMap<number, number> {
  const bare = text.replace(CODE, (code) => " ".repeat(code.length));
  const found = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === "[") open.push(at);
    const start = bare[at] === "]" ? open.pop() : undefined;
    if (start !== undefined) found.set(start, at);
  }
  return found;
}

/** The line whose last character closes a block: the first, or one that has nothing else. */
function closing([first = "", ...rest]: readonly string[]): number | undefined {
  if (first.trim() !== "") return matches(`[${first}`).get(0) === first.trimEnd().length ? 0 : undefined;
  const walk = new FenceWalk();
  let blocks = 1;
  for (const [index, line] of rest.entries()) {
    if (walk.inside(line)) continue;
    const text = line.replace(LIST, "").trim();
    if (NAMES.exec(text)?.[0] === text) blocks++;
    if (text === "]" && --blocks === 0) return index + 1;
  }
  return undefined;
}
