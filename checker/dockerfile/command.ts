import { trimmed } from "./blanks.ts";
import type { Flag } from "./instruction.ts";
import { Unreadable } from "./unreadable.ts";

export interface Command {
  /** As it was written. */
  readonly keyword: string;
  readonly flags: readonly Flag[];
  readonly rest: string;
}

/** Takes a line apart. Source: frontend/dockerfile/parser/split_command.go of moby/buildkit. */
export function commandOf(line: string): Command {
  const whole = trimmed(line);
  const [keyword = ""] = /^[^\t\v\f\r ]*/.exec(whole) ?? [];
  return { keyword, ...flagsOf(whole.slice(keyword.length).replace(/^[\t\v\f\r ]+/, "")) };
}

/** Flags come before everything else. The builder drops quotes and backslashes in them, and reads bytes, not characters. */
function flagsOf(text: string): Omit<Command, "keyword"> {
  const flags: Flag[] = [];
  let at = 0;
  for (;;) {
    while (/^[\t\v\f\r ]$/.test(text[at] ?? "")) at++;
    if (!text.startsWith("--", at)) return { flags, rest: trimmed(text.slice(at)) };
    const { word, end } = wordAt(text, at);
    at = end;
    if (word === "--") return { flags, rest: trimmed(text.slice(at)) };
    if (!word.startsWith("--")) throw new Unreadable("quotes or backslashes hide what begins with two dashes");
    const equals = word.indexOf("=");
    flags.push(
      equals < 0
        ? { name: word.slice(2), value: undefined }
        : { name: word.slice(2, equals), value: word.slice(equals + 1) },
    );
  }
}

function wordAt(text: string, start: number): { readonly word: string; readonly end: number } {
  let word = "";
  let quote = "";
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote === "" && /^[\t\v\f\r ]$/.test(character)) break;
    if (character === "\\") word += text[++at] ?? "";
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = "";
    else word += character;
  }
  if (/[^\t-~]/.test(text.slice(start, at))) throw new Unreadable("an option (--...) may hold plain letters only");
  if (quote !== "") throw new Unreadable("a quote in an option is never closed");
  return { word, end: at };
}
