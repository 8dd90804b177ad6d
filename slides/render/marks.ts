/** A part of a line that is to be highlighted: columns of the plain code. */
export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface Marked {
  /** The code as people read and run it, without the marks. */
  readonly code: string;
  readonly lines: readonly number[];
  readonly spans: readonly Span[];
}

/**
 * Takes the marks out of a code block: a `*` at the beginning of a line (a blank takes its place, so that columns stay) and
 * backticks around a part of a line. A backslash before either makes it an ordinary character.
 */
export function readMarks(source: string): Marked {
  const lines: number[] = [];
  const spans: Span[] = [];
  const code = source.split("\n").map((text, line) => {
    if (text.startsWith("*")) lines.push(line);
    const { plain, found } = readSpans(text.replace(/^\*/, " ").replace(/^\\\*/, "*"));
    spans.push(...found.map((span) => ({ line, ...span })));
    return plain;
  });
  return { code: code.join("\n"), lines, spans };
}

const SPAN = /\\`|`((?:\\`|[^`])+)`/g;

function readSpans(text: string): { plain: string; found: { start: number; end: number }[] } {
  const found: { start: number; end: number }[] = [];
  let plain = "";
  let from = 0;
  for (const match of text.matchAll(SPAN)) {
    plain += text.slice(from, match.index);
    from = match.index + match[0].length;
    const inner = (match[1] ?? "`").replaceAll("\\`", "`");
    if (match[1] !== undefined) found.push({ start: plain.length, end: plain.length + inner.length });
    plain += inner;
  }
  return { plain: plain + text.slice(from), found };
}
