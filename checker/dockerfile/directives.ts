import { trimmed, trimmedLeft } from "./blanks.ts";
import type { Recipe } from "./instruction.ts";
import { atLine, Unreadable } from "./unreadable.ts";

/** `# name=value` before everything else. */
interface Directive {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A frontend that the first lines ask for. */
export interface Frontend {
  readonly image: string;
  readonly line: number;
}

/**
 * What continues lines. Source: possibleParserDirective in frontend/dockerfile/parser of moby/buildkit. Older builders stop
 * at `# check=`, newer ones go on: what follows it must not matter.
 */
export function escapeOf(text: string, file: string): Recipe["token"] {
  let seen: Recipe["token"] | undefined;
  const names = new Set<string>();
  for (const { name, value, line } of directivesOf(text)) {
    atLine({ file, line }, () => {
      if (names.has(name)) throw new Unreadable(`only one ${name} parser directive can be used`);
      names.add(name);
      if (name !== "escape") return;
      if (value !== "\\" && value !== "`")
        throw new Unreadable(`invalid escape token '${value}' does not match \` or \\`);
      if (names.has("check")) throw new Unreadable("`# escape=` has to stand before `# check=`");
      seen = value;
    });
  }
  return seen ?? "\\";
}

function directivesOf(text: string): readonly Directive[] {
  const found: Directive[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const [, name = "", rest = ""] =
      /^#[\t\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=([^\n]*)$/.exec(trimmedLeft(raw)) ?? [];
    const value = trimmed(rest);
    if (value === "" || !/^(?:syntax|escape|check)$/i.test(name)) return found;
    found.push({ name: name.toLowerCase(), value, line: index + 1 });
  }
  return found;
}

/**
 * All frontends that the first lines could ask for, in any of the forms that some builder takes: `# syntax=`, `// syntax=`,
 * and JSON with a key "syntax". None of them is used: what is built names none.
 */
export function frontendsOf(text: string): readonly Frontend[] {
  const found: Frontend[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/^[\s\u0085]+/, "");
    if (line !== "" && !/^(?:#|\/\/|[{}"])/.test(line)) return found;
    const [, after] =
      /^(?:#|\/\/)[\s\u0085]*syntax[\s\u0085]*=([^\n]*)$/i.exec(line) ??
      /"syntax"[\s\u0085]*:[\s\u0085]*"([^"]*)"/i.exec(line) ??
      [];
    if (after !== undefined) found.push({ image: after.trim(), line: index + 1 });
  }
  return found;
}
