import { closes, type Fence, opens } from "./fences.ts";
import type { Place, Problem } from "./problem.ts";

/** One line of a deck without its end, and where it comes from. */
export interface Line extends Place {
  readonly text: string;
}

/**
 * What every line of a deck is part of, in the order of the deck: `content` and `notes` are what is shown, a `mark` is a
 * `---`, `--` or `???` line. Nothing is left out, so that joining all pieces gives the deck again.
 */
export interface Piece {
  readonly kind: "slide-mark" | "step-mark" | "notes-mark" | "content" | "notes";
  readonly lines: readonly Line[];
}

export interface Scanned {
  readonly pieces: readonly Piece[];
  readonly problems: readonly Problem[];
}

const MARKS: ReadonlyMap<string, Piece["kind"]> = new Map([
  ["---", "slide-mark"],
  ["--", "step-mark"],
  ["???", "notes-mark"],
]);

/** Cuts lines at the marks that are not inside a code fence. */
export function scan(lines: readonly Line[]): Scanned {
  const pieces: { kind: Piece["kind"]; lines: Line[] }[] = [];
  let fence: (Fence & { readonly from: Line }) | undefined;
  let into: "content" | "notes" = "content";
  for (const line of lines) {
    const mark = fence ? undefined : MARKS.get(line.text.trimEnd());
    if (mark) {
      into = mark === "notes-mark" ? "notes" : "content";
      pieces.push({ kind: mark, lines: [line] });
      continue;
    }
    const last = pieces.at(-1);
    if (last?.kind === into) last.lines.push(line);
    else pieces.push({ kind: into, lines: [line] });
    if (fence) fence = closes(fence, line.text) ? undefined : fence;
    else fence = begun(line);
  }
  return { pieces, problems: fence ? [unclosed(fence.from)] : [] };
}

function begun(from: Line): (Fence & { readonly from: Line }) | undefined {
  const fence = opens(from.text);
  return fence && { ...fence, from };
}

function unclosed({ file, line, text }: Line): Problem {
  return { file, line, message: `the code fence that opens here (${text.trim()}) is never closed` };
}

/** The lines of a text, whatever ends them. */
export function linesOf(file: string, text: string): readonly Line[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines.map((content, index) => ({ file, line: index + 1, text: content }));
}
