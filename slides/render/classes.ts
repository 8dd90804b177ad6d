import type { MarkdownIt } from "markdown-it";
import { closes, type Fence, opens } from "../format/fences.ts";

const NAMES = /^((?:\.[A-Za-z_][-\w]*)+)\[/;
const INLINE = /((?:\.[A-Za-z_][-\w]*)+)\[/y;
/** Up to what may mean something in a line (as in markdown-it), or to a class. */
const TEXT = /^(?:[^\n!#$%&*+\-:<=>@[\\\]^_`{}~.]|\.(?![A-Za-z_]))+/y;
const CODE = /(`+)[^`]*\1|\\./g;

const classesOf = (names: string) => names.slice(1).split(".").join(" ");

/** `.class[text]` in a line and `.class[` blocks `]`, as in decks for remark. Blocks hold any Markdown, also each other. */
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
    if (state.src[state.pos] !== "." || /[\w)]/.test(state.src[state.pos - 1] ?? "")) return false;
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

/**
 * The line whose last character closes a block. Brackets of text are counted up to the next empty line, so that one too many
 * stays in its paragraph; a line with nothing but `]` always closes the innermost block.
 */
function closing(lines: readonly string[]): number | undefined {
  let fence: Fence | undefined;
  let blocks = 1;
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    if (fence) {
      fence = closes(fence, line) ? undefined : fence;
      continue;
    }
    fence = opens(line);
    const bare = line.replace(CODE, (code) => " ".repeat(code.length)).trimEnd();
    if (bare === "") depth = 0;
    if (index > 0 && /^(?:\.[A-Za-z_][-\w]*)+\[$/.test(bare)) {
      blocks++;
      continue;
    }
    if (bare.trim() === "]") depth = 0;
    for (const [at, character] of [...bare].entries()) {
      if (character === "[") depth++;
      if (character !== "]" || --depth >= 0) continue;
      depth = 0;
      if (--blocks > 0) continue;
      return at === bare.length - 1 ? index : undefined;
    }
  }
  return undefined;
}
