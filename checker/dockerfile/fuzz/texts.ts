// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles write variables like this.
import { PIECES } from "./pieces.ts";

/** Openings, so that more than the first line is read. */
const OPENINGS = [
  "FROM a\n",
  "FROM a\nRUN ",
  "FROM a AS b\n",
  "",
  "# escape=`\nFROM a\n",
  "\ufeffFROM a\n",
  "FROM a\nCOPY ",
  "FROM a\nENV ",
  "FROM a\nRUN <<E\n",
];

/** The same numbers for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const STARTS = [
  "RUN",
  "ENV",
  "COPY",
  "ADD",
  "LABEL",
  "ARG",
  "CMD",
  "ONBUILD RUN",
  "ONBUILD ADD",
  "HEALTHCHECK CMD",
  "FROM",
  "USER",
  "VOLUME",
];
const ENDS = ["\n", "\n", "\n", "\r\n", "\nE\n", "\nx\nE\n", " \\\n", " \\\n# c\n\n"];

/** Half of them are pieces in any order; the others are instructions with pieces in them, of which more can be read. */
export function textFrom(random: () => number): string {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const pieces = (most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(PIECES) + (random() < 0.4 ? " " : "")).join("");
  if (random() < 0.5) return pick(OPENINGS) + pieces(14);
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => `${pick(STARTS)} ${pieces(5)}${pick(ENDS)}`);
  return pick(OPENINGS) + lines.join("");
}

const WORDS = [
  ...[
    "$",
    "${",
    "}",
    "x",
    "y",
    "z",
    "long",
    "unset",
    ":",
    "-",
    "+",
    "?",
    "#",
    "##",
    "%",
    "%%",
    "/",
    "//",
    "*",
    "?",
    "\\",
    "\\\\",
    "`",
  ],
  ...[
    '"',
    "'",
    " ",
    "a",
    "b",
    ".",
    "${x}",
    "${y:-a}",
    "${long#",
    "${long%",
    "${long/",
    "${unset-",
    "$x",
    "$long",
    "\\}",
    "\\*",
    "\\/",
  ],
  ...["ab", "{", "_", "1", "$1", "$@", "é", "${x", "${z:+a}", "${unset:+b}", "😀"],
] as const;

/** Texts with variables; the values are always the same. */
export function wordFrom(random: () => number): string {
  const length = 1 + Math.floor(random() * 9);
  let word = random() < 0.5 ? "${long" : "";
  for (let piece = 0; piece < length; piece++) word += WORDS[Math.floor(random() * WORDS.length)];
  return random() < 0.6 ? `${word}}` : word;
}

export const VALUES: Readonly<Record<string, string>> = { x: "a b", y: "", z: "a'b\"c", long: "aa/ab.a*b/ba\\aé.😀a" };
