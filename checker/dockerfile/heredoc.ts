import { KEYWORDS } from "./instruction.ts";
import { expandedWords, type LexerOptions } from "./lexer.ts";
import { Unreadable } from "./unreadable.ts";

const UNSET: LexerOptions = { token: "\\", lookUp: () => undefined, keepUnset: true };

/** What a shell or a person could take for the beginning of a here-document. */
const LOOKS_LIKE = /<<-?[^\s<]/;

export interface Announced {
  readonly name: string;
  readonly chomp: boolean;
}

/**
 * The here-documents that a line announces: words of the form `<<NAME`. Source: heredocsFromLine in
 * frontend/dockerfile/parser/parser.go of moby/buildkit.
 */
export function announcedBy(line: string): readonly Announced[] {
  return wordsOf(line).flatMap((word) => announced(word) ?? []);
}

/** A word that means a here-document; undefined for any other. */
export function announced(word: string): Announced | undefined {
  const [, dash, rest = ""] = /^[0-9]*<<(-?)([^<]*)$/.exec(word) ?? [];
  if (rest === "") return undefined;
  const [name, ...others] = expandedWords(rest, UNSET);
  if (name === undefined || others.length > 0) return undefined;
  refuseOddName(name);
  return { name, chomp: dash === "-" };
}

/** Where quotes are not closed, the builder sees no here-document. Another version of it might. */
function wordsOf(line: string): readonly string[] {
  try {
    return expandedWords(line, { ...UNSET, raw: true });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (!LOOKS_LIKE.test(line)) return [];
    throw new Unreadable(`${error.message}, so it is not certain whether "<<" begins a here-document`);
  }
}

/** A builder that knows no here-documents has to stumble over the line that ends one. */
function refuseOddName(name: string): void {
  const isInstruction = (KEYWORDS as readonly string[]).includes(name.toUpperCase());
  if (/^[A-Za-z0-9_][\w.-]*$/.test(name) && !isInstruction) return;
  throw new Unreadable(
    `"${name}" cannot mark the end of a here-document`,
    "Take a plain word that is not an instruction, such as EOF.",
  );
}
