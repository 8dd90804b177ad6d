import type { Manifest } from "./manifest.ts";
import type { Problem } from "./problem.ts";
import { type OwnProperty, type Properties, unasked } from "./properties.ts";
import type { Line } from "./scanner.ts";
import type { Slide } from "./slides.ts";
import { namesIn, replaceVariables, type Variables, withValues } from "./variables.ts";

/** Puts in what deck.yml and the slides themselves say for `{{name}}`. */
export class Values {
  readonly #manifest: Variables;
  readonly #own: OwnProperty[] = [];
  readonly #asked = new Set<string>();
  readonly #problems: Problem[] = [];

  constructor({ title, subtitle = "", variables }: Manifest) {
    this.#manifest = { title, TITLE: title, subtitle, SUBTITLE: subtitle, ...variables };
  }

  readonly ofProperties = (slide: Slide): Slide => {
    const replaced = (properties: Properties) =>
      Object.fromEntries(Object.entries(properties).map(([key, text]) => [key, withValues(text, this.#manifest)]));
    this.#own.push(...slide.own);
    for (const { text } of [...slide.steps.flatMap(({ lines }) => lines), ...slide.notes])
      for (const name of namesIn(text)) this.#asked.add(name);
    return {
      ...slide,
      properties: replaced(slide.properties),
      steps: slide.steps.map((step) => ({ ...step, properties: replaced(step.properties) })),
    };
  };

  /** Of a slide with its template around it: both may ask for what either says. */
  readonly ofLines = (slide: Slide): Slide => {
    const own = Object.fromEntries(slide.own.map(({ name, value }) => [name, withValues(value, this.#manifest)]));
    const replaced = (lines: readonly Line[]) => {
      const result = replaceVariables(lines, { ...this.#manifest, ...own, content: "" });
      this.#problems.push(...result.problems);
      return result.lines;
    };
    const steps = slide.steps.map((step) => ({ ...step, lines: replaced(step.lines) }));
    return { ...slide, steps, notes: replaced(slide.notes) };
  };

  problems(): readonly Problem[] {
    return [...unasked(this.#own, this.#asked), ...this.#problems];
  }
}
