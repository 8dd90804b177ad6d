/** An instruction of a Dockerfile as BuildKit takes it apart: continued lines joined, flags without quotes. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** `--mount=type=ssh` is `["mount", "type=ssh"]`; a flag without a value has "". */
  readonly flags: readonly (readonly [name: string, value: string])[];
  /** What follows the flags. */
  readonly rest: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Takes a Dockerfile apart. Rules on safety need the same flags that BuildKit sees (frontend/dockerfile/parser of
 * moby/buildkit): it drops quotes and backslashes in them, which parsers for editors do not. Lines of a here-document
 * count as instructions: that can only refuse too much.
 */
export function instructionsOf(text: string): readonly Instruction[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const continuation = escapeOf(lines);
  const continued = continuation === "`" ? /`[ \t]*$/ : /\\[ \t]*$/;
  const found: Instruction[] = [];
  let joined = "";
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (joined === "") start = index + 1;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    found.push(...instruction(joined, start, continuation));
    joined = "";
  }
  if (joined !== "") found.push(...instruction(joined, start, continuation));
  return found;
}

/** Directives stand before everything else; `# escape=` changes the character that continues lines. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*([A-Za-z][\w-]*)\s*=\s*(\S+)\s*$/.exec(line);
    if (directive === null) return "\\";
    if (directive[1]?.toLowerCase() === "escape") return directive[2] ?? "\\";
  }
  return "\\";
}

/** ONBUILD holds another instruction, which a later stage may run: both count. */
function instruction(text: string, line: number, continuation: string): readonly Instruction[] {
  const [, keyword = "", after = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const name = keyword.toUpperCase();
  if (name === "ONBUILD") return instruction(after, line, continuation);
  const { flags, rest } = flagsOf(after, continuation);
  return [{ keyword: name, flags, rest, line }];
}

function flagsOf(text: string, continuation: string): Pick<Instruction, "flags" | "rest"> {
  const flags: [string, string][] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    const { word, end } = wordAt(text, at, continuation);
    if (!word.startsWith("--")) return { flags, rest: text.slice(at) };
    at = end;
    if (word === "--") return { flags, rest: text.slice(at) };
    const equals = word.indexOf("=");
    flags.push(equals < 0 ? [word.slice(2), ""] : [word.slice(2, equals), word.slice(equals + 1)]);
  }
}

function wordAt(text: string, start: number, continuation: string): { word: string; end: number } {
  let word = "";
  let quote = "";
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote === "" && /\s/.test(character)) break;
    if (character === continuation) word += text[++at] ?? "";
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = "";
    else word += character;
  }
  return { word, end: at };
}
