import { trimmedLeft } from "./blanks.ts";
import type { Recipe } from "./instruction.ts";
import { Unreadable } from "./unreadable.ts";

type Escape = Recipe["token"];

/** Lines that belong together. */
export interface Logical {
  readonly text: string;
  /** Where they begin, from 1. */
  readonly line: number;
}

/**
 * Goes through the lines of a Dockerfile as the builder does: comments and empty lines do not count, not even between
 * continued ones. Source: Parse in frontend/dockerfile/parser/parser.go of moby/buildkit.
 */
export class Lines {
  readonly #lines: readonly string[];
  token: Escape;
  #at = 0;

  constructor(text: string, token: Escape) {
    this.#lines = text.split("\n");
    // What follows the last line feed is no line when there is nothing.
    if (this.#lines.at(-1) === "") this.#lines = this.#lines.slice(0, -1);
    this.token = token;
  }

  /** The number of the line that comes next. */
  get line(): number {
    return this.#at + 1;
  }

  next(): Logical | undefined {
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const line = this.#at;
      const first = this.#read(trimmedLeft(withoutEnd(raw)), raw);
      if (first.goesOn) return { text: first.text + this.#rest(), line };
      if (first.text !== "") return { text: first.text, line };
    }
    return undefined;
  }

  #rest(): string {
    let text = "";
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const line = withoutEnd(raw);
      if (/^(?:#|$)/.test(trimmedLeft(line))) continue;
      const read = this.#read(line, raw);
      text += read.text;
      if (!read.goesOn) break;
    }
    return text;
  }

  #take(): string | undefined {
    return this.#lines[this.#at++];
  }

  /** A comment is empty; what ends in one backslash, and blanks, goes on. */
  #read(line: string, raw: string): { readonly text: string; readonly goesOn: boolean } {
    if (line.startsWith("#")) return { text: "", goesOn: false };
    const end = line.replace(/(?<![\t ])[\t ]+$/, "");
    const goesOn = end.endsWith(this.token) && (end.length === 1 || end.at(-2) !== this.token);
    if (!goesOn) return { text: line, goesOn };
    if (raw.length - line.length > 1 && raw.endsWith("\r\r")) throw new Unreadable("it ends in two carriage returns");
    return { text: end.slice(0, -1), goesOn };
  }

  /** The lines of a here-document, up to the one that ends it. */
  document(name: string, chomp: boolean): string {
    let content = "";
    for (let raw = this.#take(); raw !== undefined; raw = this.#take()) {
      const line = withoutEnd(raw);
      if ((chomp ? line.replace(/^\t+/, "") : line) === name) return content;
      content += `${raw}\n`;
    }
    throw new Unreadable(`the here-document never ends: a line that says only ${name} is missing`);
  }
}

function withoutEnd(raw: string): string {
  let end = raw.length;
  while (raw[end - 1] === "\r") end--;
  return raw.slice(0, end);
}
