import type { Problem } from "./problem.ts";
import { joined, type OwnProperty, type Properties, type Property } from "./properties.ts";
import type { Line } from "./scanner.ts";
import type { Slide, Step } from "./slides.ts";

const CONTENT = /(?<!\\)\{\{\s*content\s*\}\}/;
/** What a slide says about itself alone. */
const NOT_INHERITED: readonly string[] = ["name", "layout", "template", "count", "exclude"] satisfies Property[];
const YES_OR_NO = ["layout", "count", "exclude"] as const satisfies readonly Property[];

/** Gives slides what their template or the layout before them says, and leaves out those that are not to be shown. */
export class Inheritance {
  readonly problems: Problem[] = [];
  readonly #named = new Map<string, Slide>();
  readonly #ahead = new Map<string, Slide>();
  readonly #excluded: ReadonlySet<string>;
  #layout: Slide | undefined;

  /** Of all slides of a deck, as they are written; slides of an excluded class are not shown. */
  constructor(slides: readonly Slide[], excluded: readonly string[] = []) {
    for (const slide of slides) {
      const { name } = slide.properties;
      if (name !== undefined && !this.#ahead.has(name)) this.#ahead.set(name, slide);
    }
    this.#excluded = new Set(excluded);
  }

  /** The slides of the next chapter that are shown. Layouts of the chapters before are known here. */
  shown(slides: readonly Slide[]): readonly Slide[] {
    return slides.flatMap((slide) => {
      this.#assertYesOrNo(slide);
      if (slide.properties.layout !== undefined) this.#layout = undefined;
      const whole = this.#whole(slide, []);
      const { layout, exclude } = whole.properties;
      this.#remember(whole);
      if (layout === "true") this.#layout = whole;
      if (layout === "true" || exclude === "true" || this.#isExcluded(whole.properties)) return [];
      return [{ ...whole, steps: whole.steps.filter(({ properties }) => !this.#isExcluded(properties)) }];
    });
  }

  #isExcluded({ class: classes = "" }: Properties): boolean {
    return classes.split(" ").some((name) => this.#excluded.has(name));
  }

  /** `chain` are the slides that ask for this one to be their template. */
  #whole(slide: Slide, chain: readonly Slide[]): Slide {
    const { template } = slide.properties;
    if (template === undefined) return this.#layout && chain.length === 0 ? over(this.#layout, slide) : slide;
    const ahead = this.#ahead.get(template);
    const found = this.#named.get(template) ?? (ahead && this.#next(ahead, [...chain, slide]));
    if (found) return over(found, slide);
    this.#complain(
      slide,
      ahead
        ? `"${template}" is a template of itself`
        : `there is no slide "${template}" in this deck to be its template`,
    );
    return slide;
  }

  #next(slide: Slide, chain: readonly Slide[]): Slide | undefined {
    return chain.includes(slide) ? undefined : this.#whole(slide, chain);
  }

  #assertYesOrNo(slide: Slide): void {
    for (const key of YES_OR_NO) {
      const value = slide.properties[key];
      if (value !== undefined && value !== "true" && value !== "false")
        this.#complain(slide, `the property "${key}" is true or false, not "${value}"`);
    }
  }

  /** The last slide of a name is the one that is meant, as in remark. */
  #remember(slide: Slide): void {
    const { name } = slide.properties;
    if (name === undefined) return;
    const other = this.#named.get(name);
    if (other) {
      const { file, line } = other.place;
      const message = `two slides have the name "${name}", and links lead to this one: the other one is at ${file}:${line}`;
      this.problems.push({ ...slide.place, message, warning: true });
    }
    this.#named.set(name, slide);
  }

  #complain({ place }: Slide, message: string): void {
    this.problems.push({ ...place, message });
  }
}

/** A slide on its template: in place of `{{content}}`, or after what the template shows. */
function over(template: Slide, slide: Slide): Slide {
  const classes = joined(template.properties.class, slide.properties.class);
  const inherited = Object.fromEntries(
    Object.entries(template.properties).filter(([key]) => !NOT_INHERITED.includes(key)),
  ) as Properties;
  return {
    place: slide.place,
    properties: { ...inherited, ...slide.properties, ...(classes !== "" && { class: classes }) },
    own: merged(template.own, slide.own),
    steps: filled(template.steps, slide.steps),
    notes: [...template.notes, ...slide.notes],
  };
}

function merged(template: readonly OwnProperty[], own: readonly OwnProperty[]): readonly OwnProperty[] {
  return [...new Map([...template, ...own].map((property) => [property.name, property])).values()];
}

function filled(template: readonly Step[], content: readonly Step[]): readonly Step[] {
  const at = template.findIndex(({ lines }) => lines.some(({ text }) => CONTENT.test(text)));
  const into = at === -1 ? template.length - 1 : at;
  const step = template[into];
  if (step === undefined) return content;
  const [before, after] = cut(step.lines);
  const steps = content.map(({ properties, lines }, index) => ({
    properties: index === 0 ? { ...step.properties, ...properties } : properties,
    lines: [...(index === 0 ? before : []), ...lines, ...(index === content.length - 1 ? after : [])],
  }));
  return [...template.slice(0, into), ...steps, ...template.slice(into + 1)];
}

/** What stands before and after `{{content}}`, which may be in the middle of a line. */
function cut(lines: readonly Line[]): readonly [readonly Line[], readonly Line[]] {
  const at = lines.findIndex(({ text }) => CONTENT.test(text));
  const line = lines[at];
  if (line === undefined) return [lines, []];
  const [before = "", after = ""] = line.text.split(CONTENT);
  const part = (text: string) => (text.trim() === "" ? [] : [{ ...line, text }]);
  return [
    [...lines.slice(0, at), ...part(before)],
    [...part(after), ...lines.slice(at + 1)],
  ];
}
