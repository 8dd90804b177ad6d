import type { Place, Problem } from "./problem.ts";
import type { Line } from "./scanner.ts";

/** What a slide may show behind its text; a step of it, too. */
export const BACKGROUND = ["background-image", "background-size", "background-position", "background-color"] as const;
/** What the top of a slide may say about it. */
export const PROPERTIES = ["class", "name", "layout", "template", ...BACKGROUND, "count", "exclude", "lang"] as const;
export type Property = (typeof PROPERTIES)[number];
export type Properties = { readonly [name in Property]?: string };

/** A property with a name of the author's own, for `{{name}}` on the slide, and on those that have it as their layout. */
export interface OwnProperty extends Place {
  readonly name: string;
  readonly value: string;
}

export interface Head {
  readonly properties: Properties;
  readonly own: readonly OwnProperty[];
  readonly body: readonly Line[];
  readonly problems: readonly Problem[];
}

const PROPERTY = /^([A-Za-z][-\w]*):(?!\/\/)[ \t]*(.*)$/;
const ON_STEPS: readonly string[] = ["class", ...BACKGROUND];

/** The properties at the top of a slide; empty lines before and among them are skipped. */
export function readHead(lines: readonly Line[]): Head {
  return read(lines, () => true);
}

/** A step of a slide can have a class and a background of its own; the other properties belong to the slide. Anything else is text. */
export function readStepHead(lines: readonly Line[]): Head {
  const head = read(lines, isProperty);
  const wrong = Object.keys(head.properties).filter((key) => !ON_STEPS.includes(key));
  const problems = wrong.map((key) => ({
    ...place(lines.find(({ text }) => text.startsWith(`${key}:`))),
    message: `the property "${key}" belongs to the top of a slide, not to a step of it`,
  }));
  return { ...head, problems: [...head.problems, ...problems] };
}

/**
 * A word with a colon that no slide asks for is a problem: other players of this format take it for a property, and nobody
 * sees the line.
 */
export function unasked(properties: readonly OwnProperty[], asked: ReadonlySet<string>): readonly Problem[] {
  return properties
    .filter(({ name }) => !asked.has(name))
    .map(({ name, file, line }) => ({
      file,
      line,
      message:
        `unknown property "${name}" (there are: ${PROPERTIES.join(", ")}), and no {{${name}}} on any slide.` +
        ` If this is text of the slide, write "${name}\\:"`,
    }));
}

function read(lines: readonly Line[], wanted: (key: string) => boolean): Head {
  const properties: Partial<Record<Property, string>> = {};
  const own = new Map<string, OwnProperty>();
  const problems: Problem[] = [];
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() === "") continue;
    const [, key, text = ""] = PROPERTY.exec(line.text) ?? [];
    if (key === undefined || !wanted(key)) break;
    const value = text.trim();
    const twice = isProperty(key) ? properties[key] !== undefined : own.has(key);
    if (key === "class") properties.class = joined(properties.class, value);
    else if (twice) problems.push({ ...place(line), message: `the property "${key}" is given twice` });
    else if (isProperty(key)) properties[key] = value;
    else own.set(key, { ...place(line), name: key, value });
    end = index + 1;
  }
  return { properties, own: [...own.values()], body: lines.slice(end), problems };
}

function isProperty(key: string): key is Property {
  return (PROPERTIES as readonly string[]).includes(key);
}

/** Classes, each once: other players of this format separate them by commas or spaces. */
export function joined(...values: readonly (string | undefined)[]): string {
  const names = values.flatMap((value) => value?.split(/[\s,]+/) ?? []);
  return [...new Set(names.filter(Boolean))].join(" ");
}

function place(line: Line | undefined): Place {
  return { file: line?.file ?? "", line: line?.line ?? 0 };
}
