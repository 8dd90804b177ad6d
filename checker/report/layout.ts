/** Text in columns. Everything here expects text without control characters (see escape.ts), newline and tab excepted. */

const narrow = /^[ -~]*$/;
const zeroWidth = /^[\p{Mark}\u200c\u200d]$/u;
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** Columns that a line takes, rather too many than too few: terminals disagree about joined emoji. */
export function columnsOf(line: string): number {
  if (narrow.test(line)) return line.length;
  let columns = 0;
  for (const character of line) columns += columnsOfOne(character);
  return columns;
}

function columnsOfOne(character: string): number {
  // The emoji selector makes the character before it wide.
  if (character === "\ufe0f") return 1;
  if (zeroWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The longest beginning that fits. */
function fitting(line: string, columns: number): string {
  if (columnsOf(line) <= columns) return line;
  let used = 0;
  let end = 0;
  for (const character of line) {
    used += columnsOfOne(character);
    if (used > columns) break;
    end += character.length;
  }
  return line.slice(0, end);
}

export function cut(line: string, columns: number): string {
  return columnsOf(line) <= columns ? line : `${fitting(line, Math.max(0, columns - 1))}…`;
}

export function padEnd(line: string, columns: number): string {
  return line + " ".repeat(Math.max(0, columns - columnsOf(line)));
}

export function padStart(line: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - columnsOf(line))) + line;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Prose: breaks between words, keeps the author's line breaks and indentation, and breaks a word only where it is longer
 * than a line.
 */
export function wrap(text: string, columns: number): string[] {
  return text
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd()
    .split("\n")
    .flatMap((paragraph) => {
      const words = paragraph.trimStart();
      const before = paragraph.slice(0, paragraph.length - words.length).replace(/\t/g, "    ");
      const indent = before.slice(0, Math.floor(columns / 3));
      return wrapWords(words.split(/[ \t]+/), columns - indent.length).map((line) =>
        line === "" ? "" : indent + line,
      );
    });
}

function wrapWords(words: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = chop(word, columns);
    line = pieces.pop() ?? "";
    lines.push(...pieces);
  }
  return [...lines, line];
}

/** Output of a program: spaces count, tabs become spaces, and a line that is too long goes on in the next. */
export function fold(text: string, columns: number): string[] {
  return text.split("\n").flatMap((line) => chop(line.replace(/\t/g, "    ").trimEnd(), columns));
}

function chop(line: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (columnsOf(rest) > columns) {
    // At least one character, or a wide one in a single column would never end.
    const piece = fitting(rest, columns) || (Array.from(rest)[0] ?? "");
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return rest === "" && pieces.length > 0 ? pieces : [...pieces, rest];
}
