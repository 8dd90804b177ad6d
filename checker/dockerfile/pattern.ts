import { Unreadable } from "./unreadable.ts";

type Token = { readonly kind: "any" } | { readonly kind: "one" } | { readonly kind: "text"; readonly text: string };

/** A pattern of `${name#pattern}`: `*`, `?`, and backslashes before them. */
export function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    const next = characters[at + 1];
    if (character === "*") tokens.push({ kind: "any" });
    else if (character === "?") tokens.push({ kind: "one" });
    else if (character !== "\\") tokens.push({ kind: "text", text: character });
    else if (next !== "}" && next !== "/") {
      if (next !== "*" && next !== "?" && next !== "\\")
        throw new Unreadable(`"\\${next ?? ""}" in a pattern means nothing`);
      tokens.push({ kind: "text", text: next });
      at++;
    }
  }
  return tokens;
}

/** All lengths of a text's beginnings that a pattern matches, the shortest first: a step for each token, no going back. */
export function matches(tokens: readonly Token[], text: readonly string[]): readonly number[] {
  let reached: readonly boolean[] = [true, ...text.map(() => false)];
  for (const token of tokens) {
    let behind = false;
    reached = reached.map((here, at) => {
      const before = at > 0 && reached[at - 1] === true;
      behind = (behind && text[at - 1] !== "\n") || here;
      if (token.kind === "any") return behind;
      if (token.kind === "one") return before && text[at - 1] !== "\n";
      return before && text[at - 1] === token.text;
    });
  }
  return reached.flatMap((here, at) => (here ? [at] : []));
}

/** `${name#pattern}` and `${name##pattern}` */
export function withoutStart(value: string, pattern: string, longest: boolean): string {
  const text = [...value];
  const found = matches(tokensOf(pattern), text);
  return text.slice((longest ? found.at(-1) : found[0]) ?? 0).join("");
}

/** `${name%pattern}` and `${name%%pattern}` */
export function withoutEnd(value: string, pattern: string, longest: boolean): string {
  const text = [...value].reverse();
  const found = matches(tokensOf(pattern).toReversed(), text);
  return text
    .slice((longest ? found.at(-1) : found[0]) ?? 0)
    .reverse()
    .join("");
}

/** `${name/pattern/other}` and `${name//pattern/other}` */
export function replaced(value: string, pattern: string, other: string, all: boolean): string {
  if (other.includes("$"))
    throw new Unreadable('"$" in what a pattern is replaced by has no meaning that is the same everywhere');
  const [tokens, text] = [tokensOf(pattern), [...value]];
  let result = "";
  let [at, last] = [0, -1];
  while (at <= text.length) {
    const length = matches(tokens, text.slice(at)).at(-1);
    // Nothing right behind what was replaced is not replaced once more.
    if (length === undefined || (length === 0 && at === last)) {
      result += text[at++] ?? "";
      continue;
    }
    result += other + (length === 0 ? (text[at] ?? "") : "");
    at += Math.max(length, 1);
    last = length === 0 ? -1 : at;
    if (!all) break;
  }
  return result + text.slice(at).join("");
}
