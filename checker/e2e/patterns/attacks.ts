/** Characters that a class is tried with. */
const CANDIDATES = [
  "a",
  "1",
  " ",
  "\n",
  "x",
  ".",
  "-",
  "/",
  '"',
  "'",
  "é",
  "\\",
  "\u001b",
  "<",
  ":",
  "_",
  "A",
  "\u0301",
];
const ESCAPES: Readonly<Record<string, readonly string[]>> = {
  d: ["1"],
  D: ["x"],
  w: ["a"],
  W: [" "],
  s: [" ", "\n"],
  S: ["x"],
  b: [],
  B: [],
  n: ["\n"],
  r: ["\r"],
  t: ["\t"],
};
const PLAIN = [" ", "\n", "\t", "a", '"', "'", "/", "0", "\\", "(", "<"];

/** One thing that a pattern wants, as texts that it takes. */
type Atom = readonly string[];

/**
 * Texts of about `length` characters that make a pattern try again and again: what it takes, many times, and never its end.
 * A class that excludes characters takes the one that is put behind, so each text comes without it, too.
 */
export function* attacksOn(pattern: readonly [string, string], length: number): Generator<string> {
  for (const text of repeated(pattern, length)) {
    yield `${text}\u0000`;
    yield text;
  }
}

function* repeated([source, flags]: readonly [string, string], length: number): Generator<string> {
  const many = (text: string) => text.repeat(Math.ceil(length / text.length));
  for (const text of PLAIN) yield many(text);
  for (const atoms of alternatives(source, flags)) {
    for (let from = 0; from < atoms.length; from++) {
      for (let to = from + 1; to <= atoms.length; to++) {
        for (const pump of texts(atoms.slice(from, to))) {
          if (pump === "") continue;
          const before = texts(atoms.slice(0, from))[0] ?? "";
          yield `${before}${many(pump)}`;
          if (flags.includes("m")) yield many(`${before}${pump}\n`);
          if (before !== "") yield many(pump);
          if (before !== "") yield `${many(before)}${many(pump)}`;
        }
      }
    }
  }
}

/** The first text that the atoms take, one with the last choice of each; both, where they differ. */
function texts(atoms: readonly Atom[]): readonly string[] {
  const first = atoms.map((atom) => atom[0] ?? "").join("");
  const last = atoms.map((atom) => atom.at(-1) ?? "").join("");
  return first === last ? [first] : [first, last];
}

/** The atoms of each alternative, on every level. Quantifiers, groups and looking around are passed over. */
function alternatives(source: string, flags: string): readonly (readonly Atom[])[] {
  const token =
    /\\p\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<\w+>)|\{\d+(?:,\d*)?\}\??|[*+?]\??|[()|^$]|[\s\S]/giu;
  const found: Atom[][] = [[]];
  let literal = "";
  const flush = () => {
    if (literal !== "") found.at(-1)?.push([literal]);
    literal = "";
  };
  for (const [text] of source.matchAll(token)) {
    const atom = atomOf(text, flags);
    if (atom === undefined && text !== "|") continue;
    if (typeof atom === "string") {
      literal += atom;
      continue;
    }
    flush();
    if (text === "|") found.push([]);
    else if (atom && atom.length > 0) found.at(-1)?.push(atom);
  }
  flush();
  return [...found, found.flat()];
}

/** A letter that stands for itself, texts that a class takes, or nothing. */
function atomOf(text: string, flags: string): string | Atom | undefined {
  if (text.length === 1) return text === "." ? ["x"] : "()|^$*+?".includes(text) ? undefined : text;
  if (/^(?:\(|\{\d|[*+?]\??$)/.test(text)) return undefined;
  if (/^\\[^pux]$/i.test(text)) return ESCAPES[text[1] ?? ""] ?? (/\d/.test(text) ? undefined : (text[1] ?? ""));
  const one = new RegExp(`^${text}$`, flags.replace(/[gy]/g, ""));
  return CANDIDATES.filter((candidate) => one.test(candidate));
}
