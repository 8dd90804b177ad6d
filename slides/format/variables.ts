import { closes, type Fence, opens } from "./fences.ts";
import type { Problem } from "./problem.ts";
import type { Line } from "./scanner.ts";

const VARIABLE = /\{\{\s*([A-Za-z][-\w]*)\s*\}\}|@@([A-Za-z][-\w]*)@@/g;
const CODE = /(`+)[^`]*\1/g;

export type Variables = Readonly<Record<string, string>>;

export interface Replaced {
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
}

/**
 * Puts in the values of `{{name}}` and `@@NAME@@`, as they are. A name that the manifest does not know is a problem in
 * text, and left as it is in code: templates of other tools look the same.
 */
export function replaceVariables(
  lines: readonly Line[],
  variables: Variables,
  reserved: readonly string[] = [],
): Replaced {
  const problems: Problem[] = [];
  let fence: Fence | undefined;
  const replaced = lines.map((line) => {
    const inFence = fence !== undefined;
    if (fence) fence = closes(fence, line.text) ? undefined : fence;
    else fence = opens(line.text);
    if (!inFence) {
      const unknown = namesIn(line.text.replace(CODE, "")).filter(
        (name) => own(variables, name) === undefined && !reserved.includes(name),
      );
      for (const name of unknown)
        problems.push({ file: line.file, line: line.line, message: missing(name, variables) });
    }
    return { ...line, text: withValues(line.text, variables) };
  });
  return { lines: replaced, problems };
}

/** A text with the values of the variables that are known. */
export function withValues(text: string, variables: Variables): string {
  return text.replace(VARIABLE, (all, braces, ats) => own(variables, braces ?? ats) ?? all);
}

function own(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, braces, ats]) => braces ?? ats ?? "");
}

function missing(name: string, variables: Variables): string {
  const known = Object.keys(variables);
  return `there is no variable "${name}" in deck.yml${known.length > 0 ? ` (there are: ${known.join(", ")})` : ""}`;
}
