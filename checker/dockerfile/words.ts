import { isBlank } from "./blanks.ts";

/**
 * The words of ENV, ARG and LABEL, quotes and backslashes kept: `a="b c" d` are two. Source: parseWords in
 * frontend/dockerfile/parser/line_parsers.go of moby/buildkit.
 */
export function quotedWords(text: string, token: string): readonly string[] {
  const words: string[] = [];
  const characters = [...text];
  let word = "";
  let quote = "";
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    const isLast = at + 1 === characters.length;
    if (quote === "" && isBlank(character)) {
      if (word !== "") words.push(word);
      word = "";
      continue;
    }
    if (character === token && quote !== "'") {
      // At the end of the text it means nothing.
      if (!isLast) word += character + (characters[++at] ?? "");
      continue;
    }
    if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = "";
    word += character;
  }
  return word === "" ? words : [...words, word];
}
