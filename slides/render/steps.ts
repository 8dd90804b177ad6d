import MarkdownIt, { type Token } from "markdown-it";
import type { Line } from "../format/scanner.ts";

const ITEM = /^[ \t]*(?:([-*+])|(\d+)([.)]))[ \t]/;

/** A line of a slide, and the step that it appears with; the first is 0. */
export interface StepLine extends Line {
  readonly step: number;
}

/**
 * Joins the steps of a slide to one text, so that a list or a block that goes on after a step is one, whatever it is in.
 * Between steps is an empty line, unless that would tear the items of a list apart.
 */
export function joinSteps(steps: readonly (readonly Line[])[]): readonly StepLine[] {
  const lines: StepLine[] = [];
  for (const [step, all] of steps.entries()) {
    const own = trimmed(all);
    const [first] = own;
    const last = lines.at(-1);
    if (first && last && !goesOn(lines, first)) lines.push({ ...last, text: "" });
    lines.push(...own.map((line) => ({ ...line, step })));
  }
  return lines;
}

function trimmed(lines: readonly Line[]): readonly Line[] {
  const filled = (line: Line) => line.text.trim() !== "";
  return lines.slice(Math.max(0, lines.findIndex(filled)), lines.findLastIndex(filled) + 1);
}

/** True for an item of a list that may follow the last lines without an empty line. */
function goesOn(lines: readonly Line[], first: Line): boolean {
  const [, bullet, number, end] = ITEM.exec(first.text) ?? [];
  if (bullet === undefined && end === undefined) return false;
  const paragraph = lines.slice(lines.findLastIndex(({ text }) => text.trim() === "") + 1);
  return paragraph.some(({ text }) => {
    const found = ITEM.exec(text);
    // Only a first item can end the paragraph before it (CommonMark 0.31, 5.3).
    return found !== null && (bullet !== undefined || number === "1" || found[3] === end);
  });
}

/**
 * Lets each block appear with its step: items of a list by themselves, everything else in a block of its own. `lines` are
 * those that the tokens come from, `classes` what each step says about itself. A step that shows nothing is a step as well.
 */
export function fragments(tokens: readonly Token[], lines: readonly StepLine[], classes: readonly string[]): Token[] {
  const used = new Set<number>();
  const mark = (token: Token, step: number): Token => {
    used.add(step);
    token.attrJoin("class", ["fragment", classes[step]].filter(Boolean).join(" "));
    token.attrSet("data-fragment-index", String(step - 1));
    return token;
  };
  const within = (inner: readonly Token[], around: number): Token[] => {
    const shown: Token[] = [];
    let wrapped = around;
    const wrapIn = (step: number) => {
      if (step === wrapped) return;
      if (wrapped !== around) shown.push(edge("step_close", -1));
      if (step !== around) shown.push(mark(edge("step_open", 1), step));
      wrapped = step;
    };
    for (const [first, ...rest] of blocksOf(inner)) {
      if (!first) continue;
      const step = first.map ? (lines[first.map[0]]?.step ?? around) : around;
      if (first.type !== "list_item_open") wrapIn(step);
      else if (step !== around) mark(first, step);
      shown.push(first, ...within(rest.slice(0, -1), step), ...rest.slice(-1));
    }
    wrapIn(around);
    return shown;
  };
  const shown = within(tokens, 0);
  for (let step = 1; step < classes.length; step++)
    if (!used.has(step)) shown.push(mark(edge("step_open", 1), step), edge("step_close", -1));
  return shown;
}

/** Tokens that stand side by side, each with all that is in it. */
function blocksOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const blocks: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0) blocks.push([]);
    blocks.at(-1)?.push(token);
    depth += token.nesting;
  }
  return blocks;
}

function edge(type: "step_open" | "step_close", nesting: 1 | -1): Token {
  const token = new MarkdownIt.Token(type, "div", nesting);
  token.block = true;
  return token;
}
