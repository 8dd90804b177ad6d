import { FenceWalk } from "./fences.ts";
import type { Problem } from "./problem.ts";
import type { Line } from "./scanner.ts";

const VARIABLE = /(\\)?(?:\{\{\s*([A-Za-z][-\w]*)\s*\}\}|@@([A-Za-z][-\w]*)@@)/g;
const CODE = /(`+)[^`]*\1/g;
const LINK = /(`+)[^`]*\1|@@LINK\[([^\]]+)\]/g;

export type Variables = Readonly<Record<string, string>>;

export interface Replaced {
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
}

/**
 * Puts in the values of `{{name}}` and `@@NAME@@`, as they are; a backslash before one keeps it. A name without a value stays,
 * as in remark, and is a warning in text: templates of other tools look the same.
 */
export function replaceVariables(lines: readonly Line[], variables: Variables): Replaced {
  const problems: Problem[] = [];
  const walk = new FenceWalk();
  const replaced = lines.map((line) => {
    if (walk.inside(line.text)) return { ...line, text: withValues(line.text, variables) };
    const unknown = namesIn(line.text.replace(CODE, ""));
    for (const name of unknown.filter((name) => own(variables, name) === undefined))
      problems.push({ file: line.file, line: line.line, message: missing(name, variables), warning: true });
    return { ...line, text: withValues(line.text.replace(LINK, linked), variables) };
  });
  return { lines: replaced, problems };
}

/** `@@LINK[file]` is a link to a file, with its name. */
function linked(all: string, _code: string | undefined, file: string | undefined): string {
  return file === undefined ? all : `[${file}](${file})`;
}

/** A text with the values of the variables that are known. */
export function withValues(text: string, variables: Variables): string {
  return text.replace(VARIABLE, (all, backslash, braces, ats) => {
    const value = own(variables, braces ?? ats);
    if (value === undefined) return all;
    return backslash === undefined ? value : all.slice(1);
  });
}

function own(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** The names that a text asks for. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, backslash, braces, ats]) =>
    backslash === undefined ? (braces ?? ats ?? "") : [],
  );
}

function missing(name: string, variables: Variables): string {
  const known = Object.keys(variables).filter((name) => name !== "content");
  return `there is no variable "${name}", and it is shown as it is written (there are: ${known.join(", ")})`;
}
