import type { Problem } from "../format/problem.ts";
import { readMarks } from "../render/marks.ts";
import type { RenderedDeck } from "../render/rendered.ts";
import { placeOf } from "../render/slide.ts";

/** A block of a deck that is run, and what has to come out of it. */
export interface Snippet {
  readonly file: string;
  readonly line: number;
  /** As people read it: without the marks of highlighted lines. */
  readonly code: string;
  /** Text that its output has to contain. */
  readonly contains: string | undefined;
  readonly exit: number;
}

const RUNS = /^(?:bash|sh)\s+run\b\s*(.*)$/;
const OPTION = /^\s*(?:contains="([^"]*)"|exit=(\d+))/;

/** The blocks marked as `bash run`, in the order of the deck, and what is wrong with their marks. */
export function runBlocks({ chapters, deck }: RenderedDeck): {
  snippets: readonly Snippet[];
  problems: readonly Problem[];
} {
  const snippets: Snippet[] = [];
  const problems: Problem[] = [];
  for (const { slide, tokens } of chapters.flatMap(({ slides }) => slides)) {
    for (const token of tokens.filter(({ type }) => type === "fence")) {
      let rest = RUNS.exec(token.info.trim())?.[1];
      if (rest === undefined) continue;
      const place = placeOf(token, slide.place);
      let contains: string | undefined;
      let exit = 0;
      for (let match = OPTION.exec(rest); match; match = OPTION.exec(rest)) {
        if (match[1] !== undefined) contains = match[1];
        if (match[2] !== undefined) exit = Number(match[2]);
        rest = rest.slice(match[0].length);
      }
      if (rest.trim() !== "")
        problems.push({
          ...place,
          message: `"${rest.trim()}" says nothing about a block: contains="..." and exit=N do`,
        });
      snippets.push({ ...place, code: readMarks(token.content).code, contains, exit });
    }
  }
  problems.push(
    ...counted(snippets.length, deck.manifest.snippets, deck.manifestFile, deck.manifest.lineOf(["snippets"])),
  );
  return { snippets, problems };
}

/** A deck whose blocks were lost is a deck that nobody tests: none found is never right. */
function counted(found: number, expected: number | undefined, file: string, line: number): readonly Problem[] {
  if (expected === undefined)
    return [{ file, line: 1, message: `says nothing about how many blocks are run: write "snippets: ${found}"` }];
  if (found === 0)
    return [{ file, line, message: "no block of this deck is run (```bash run): nothing would be proved" }];
  if (found !== expected)
    return [{ file, line, message: `says that ${expected} blocks are run, and there are ${found}` }];
  return [];
}
