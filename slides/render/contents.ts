/** A chapter as contents and links name it. */
export interface Entry {
  readonly title: string;
  readonly id: string;
}

export interface PartEntry {
  readonly title: string | undefined;
  /** Where its title leads; undefined when nothing of it can be named. */
  readonly id: string | undefined;
  readonly chapters: readonly Entry[];
}

/** Columns of parts, or of pieces of them. */
export type ContentsPage = readonly (readonly PartEntry[])[];

/** What a page has room for: columns side by side, lines in each, characters in a line. */
const COLUMNS = 2;
const LINES = 13;
const CHARACTERS = 36;
/** A title stands apart from what is above it. */
const TITLE = 1.8;

/** Spreads all chapters over as many pages as they need. A part that is longer than a column goes on in the next one. */
export function contentsPages(parts: readonly PartEntry[]): readonly ContentsPage[] {
  const columns: PartEntry[][] = [];
  let free = 0;
  for (const piece of parts.flatMap(pieces)) {
    const lines = linesOf(piece);
    if (lines > free) {
      columns.push([]);
      free = LINES;
    }
    columns.at(-1)?.push(piece);
    free -= lines;
  }
  const pages: PartEntry[][][] = [];
  for (let from = 0; from < columns.length; from += COLUMNS) pages.push(columns.slice(from, from + COLUMNS));
  return pages;
}

/** A part in pieces that fit into a column; only the first has its title. */
function pieces(part: PartEntry): readonly PartEntry[] {
  const found: PartEntry[] = [];
  let rest = [...part.chapters];
  while (rest.length > 0) {
    const title = found.length === 0 ? part.title : undefined;
    let count = 1;
    while (count < rest.length && linesOf({ ...part, title, chapters: rest.slice(0, count + 1) }) <= LINES) count++;
    found.push({ ...part, title, chapters: rest.slice(0, count) });
    rest = rest.slice(count);
  }
  return found;
}

function linesOf({ title, chapters }: PartEntry): number {
  const own = chapters.map((chapter) => Math.ceil(chapter.title.length / CHARACTERS));
  return own.reduce((sum, lines) => sum + lines, title === undefined ? 0 : TITLE);
}
