import type { Problem } from "./problem.ts";
import type { Line } from "./scanner.ts";

/** What the top of a slide may say about it. */
export const PROPERTIES = ["class", "name", "layout", "template", "background-image", "exclude", "lang"] as const;
export type Property = (typeof PROPERTIES)[number];
export type Properties = { readonly [name in Property]?: string };

export interface Head {
  readonly properties: Properties;
  readonly body: readonly Line[];
  readonly problems: readonly Problem[];
}

const PROPERTY = /^([A-Za-z][-\w]*):(?!\/\/)[ \t]*(.*)$/;
const ON_STEPS: readonly string[] = ["class"];

/**
 * The properties at the top of a slide; empty lines before and among them are skipped. A word with a colon that is no
 * property is a problem: other players of this format swallow such a line.
 */
export function readHead(lines: readonly Line[]): Head {
  return read(lines, (line, key) => ({
    ...place(line),
    message:
      `unknown property "${key}" (there are: ${PROPERTIES.join(", ")}).` +
      ` If this is text of the slide, write "${key}\\:"`,
  }));
}

/** A step of a slide can have a class of its own; the other properties belong to the slide. Anything else is text. */
export function readStepHead(lines: readonly Line[]): Head {
  const head = read(lines, () => undefined);
  const wrong = Object.keys(head.properties).filter((key) => !ON_STEPS.includes(key));
  const problems = wrong.map((key) => ({
    ...place(lines.find(({ text }) => text.startsWith(`${key}:`))),
    message: `the property "${key}" belongs to the top of a slide, not to a step of it`,
  }));
  return { ...head, problems: [...head.problems, ...problems] };
}

function read(lines: readonly Line[], unknown: (line: Line, key: string) => Problem | undefined): Head {
  const properties: Partial<Record<Property, string>> = {};
  const problems: Problem[] = [];
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() === "") continue;
    const [, key, value = ""] = PROPERTY.exec(line.text) ?? [];
    if (key === undefined) break;
    if (!isProperty(key)) {
      const problem = unknown(line, key);
      if (problem) problems.push(problem);
      break;
    }
    if (key === "class") properties.class = joined(properties.class, value);
    else if (properties[key] === undefined) properties[key] = value.trim();
    else problems.push({ ...place(line), message: `the property "${key}" is given twice` });
    end = index + 1;
  }
  return { properties, body: lines.slice(end), problems };
}

function isProperty(key: string): key is Property {
  return (PROPERTIES as readonly string[]).includes(key);
}

/** Classes, each once: other players of this format separate them by commas or spaces. */
export function joined(...values: readonly (string | undefined)[]): string {
  const names = values.flatMap((value) => value?.split(/[\s,]+/) ?? []);
  return [...new Set(names.filter(Boolean))].join(" ");
}

function place(line: Line | undefined): { file: string; line: number } {
  return { file: line?.file ?? "", line: line?.line ?? 0 };
}
