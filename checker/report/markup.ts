import { htmlText } from "./escape.ts";

/** A piece of a page that is known to be well-formed. Only `markup` and `trusted` make one. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | readonly Markup[] | string | number | undefined;

/** A template whose every value is escaped, unless it is markup itself. Attributes have to stand in double quotes. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(pieces.map((piece, index) => (index === 0 ? piece : written(values[index - 1]) + piece)).join(""));
}

/** Our own constants only. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function written(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return htmlText(value);
  if (typeof value === "number") return String(value);
  return value.map((item) => item.text).join("");
}
