import type { Problem } from "./problem.ts";
import { joined, type Properties, type Property } from "./properties.ts";
import type { Line } from "./scanner.ts";
import type { Slide, Step } from "./slides.ts";

const CONTENT = /\{\{\s*content\s*\}\}/;
/** What a slide has from its template, when it does not say otherwise itself. */
const INHERITED: readonly Property[] = ["background-image", "lang"];

/** Gives slides what their template or the layout before them says, and leaves out those that are not to be shown. */
export class Inheritance {
  readonly problems: Problem[] = [];
  readonly #named = new Map<string, Slide>();
  #layout: Slide | undefined;

  /** The slides of the next chapter that are shown. Templates and layouts of the chapters before are known here. */
  shown(slides: readonly Slide[]): readonly Slide[] {
    return slides.flatMap((slide) => {
      const whole = this.#whole(slide);
      const { name, layout, exclude } = slide.properties;
      this.#remember(name, whole);
      if (layout === "true") this.#layout = whole;
      return layout === "true" || exclude === "true" ? [] : [whole];
    });
  }

  #whole(slide: Slide): Slide {
    const { template, layout, exclude } = slide.properties;
    for (const [key, value] of Object.entries({ layout, exclude })) {
      if (value !== undefined && value !== "true" && value !== "false")
        this.#complain(slide, `the property "${key}" is true or false, not "${value}"`);
    }
    if (layout !== undefined) this.#layout = undefined;
    if (template === undefined) return this.#layout ? over(this.#layout, slide) : slide;
    const found = this.#named.get(template);
    if (found) return over(found, slide);
    this.#complain(slide, `there is no slide "${template}" before this one to be its template`);
    return slide;
  }

  #remember(name: string | undefined, slide: Slide): void {
    if (name === undefined) return;
    const other = this.#named.get(name);
    if (other) {
      const { file, line } = other.place;
      this.#complain(slide, `two slides have the name "${name}": the other one is at ${file}:${line}`);
    } else this.#named.set(name, slide);
  }

  #complain({ place }: Slide, message: string): void {
    this.problems.push({ ...place, message });
  }
}

/** A slide on its template: in place of `{{content}}`, or after what the template shows. */
function over(template: Slide, slide: Slide): Slide {
  const inherited = Object.fromEntries(
    INHERITED.flatMap((key) => (template.properties[key] === undefined ? [] : [[key, template.properties[key]]])),
  ) as Properties;
  const classes = joined(template.properties.class, slide.properties.class);
  return {
    place: slide.place,
    properties: { ...inherited, ...slide.properties, ...(classes !== "" && { class: classes }) },
    steps: filled(template.steps, slide.steps),
    notes: [...template.notes, ...slide.notes],
  };
}

function filled(template: readonly Step[], content: readonly Step[]): readonly Step[] {
  const at = template.findIndex(({ lines }) => lines.some(({ text }) => CONTENT.test(text)));
  const into = at === -1 ? template.length - 1 : at;
  const step = template[into];
  if (step === undefined) return content;
  const [before, after] = cut(step.lines);
  const steps = content.map(({ classes, lines }, index) => ({
    classes: index === 0 ? joined(step.classes, classes) : classes,
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
