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
