/** A fence that is open: the characters that it began with, and what stands beside them. */
export interface Fence {
  readonly mark: string;
  readonly info: string;
}

const OPENING = /^[ \t]*(?:[-*+>]|\d+[.)])?[ \t]*(`{3,}|~{3,})[ \t]*(.*)$/;
const CLOSING = /^[ \t]*(`{3,}|~{3,})[ \t]*$/;

/**
 * The fence that a line opens. Any indentation counts, since fences stand in lists of lists; the text after backticks has
 * no backtick in it, or it is code in a line (CommonMark 0.31, 4.5).
 */
export function opens(line: string): Fence | undefined {
  const [, mark, info = ""] = OPENING.exec(line) ?? [];
  if (mark === undefined || (mark.startsWith("`") && info.includes("`"))) return undefined;
  return { mark, info: info.trim() };
}

/** True for the line that closes a fence: the same character, at least as often, and nothing else. */
export function closes(fence: Fence, line: string): boolean {
  const [, mark] = CLOSING.exec(line) ?? [];
  return mark?.[0] === fence.mark[0] && mark !== undefined && mark.length >= fence.mark.length;
}

/** Walks over lines from the first to the last, and knows which of them are in a fence. */
export class FenceWalk {
  #open: Fence | undefined;

  /** True for a line of code, and for the two that stand around it. */
  inside(line: string): boolean {
    const before = this.#open;
    if (before) this.#open = closes(before, line) ? undefined : before;
    else this.#open = opens(line);
    return before !== undefined || this.#open !== undefined;
  }

  /** The fence that the next line is in. */
  get open(): Fence | undefined {
    return this.#open;
  }
}

/**
 * Shortens a fence that is never closed by as many characters, and by fewer: remark closes it there, and CommonMark never
 * would. Gives the same number of lines.
 */
export function closedByFewer<L extends { readonly text: string }>(lines: readonly L[]): readonly L[] {
  const found = [...lines];
  for (let at = 0; at < found.length; at++) {
    const line = found[at];
    const fence = line && opens(line.text);
    if (!line || !fence) continue;
    const shorter = { ...fence, mark: fence.mark.slice(0, 3) };
    const end = endOf(found, at, fence) ?? endOf(found, at, shorter);
    if (end === undefined) continue;
    const mark = CLOSING.exec(found[end]?.text ?? "")?.[1] ?? fence.mark;
    if (mark.length < fence.mark.length) found[at] = { ...line, text: line.text.replace(fence.mark, mark) };
    at = end;
  }
  return found;
}

function endOf(lines: readonly { readonly text: string }[], from: number, fence: Fence): number | undefined {
  const end = lines.findIndex(({ text }, index) => index > from && closes(fence, text));
  return end === -1 ? undefined : end;
}
