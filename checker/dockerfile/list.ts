import { trimmedLeft } from "./blanks.ts";
import { Unreadable } from "./unreadable.ts";

/**
 * The words of `["a", "b"]`; undefined for anything else, which is a text. What follows the list is dropped, as the builder
 * does. Source: parseJSON in frontend/dockerfile/parser/line_parsers.go of moby/buildkit.
 */
export function listOf(text: string): readonly string[] | undefined {
  const start = trimmedLeft(text);
  if (!start.startsWith("[")) return undefined;
  const list = parsed(start.slice(0, endOf(start)));
  if (list === undefined) return undefined;
  if (list.every((word) => typeof word === "string")) return list;
  throw new Unreadable("a list in square brackets may hold texts in double quotes only");
}

function parsed(json: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(json) as readonly unknown[];
  } catch {
    return undefined;
  }
}

/** Where the bracket that a text begins with is closed. */
function endOf(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "[" || character === "{")) depth++;
    else if (!quoted && (character === "]" || character === "}") && --depth === 0) return at + 1;
  }
  return 0;
}
