import { isBlank } from "./blanks.ts";
import { isSpecial, substituted, type Values } from "./substitution.ts";
import { Unreadable } from "./unreadable.ts";

export interface LexerOptions extends Values {
  readonly token: string;
  /** Leave quotes, and backslashes, where they stand. */
  readonly raw?: boolean;
  readonly rawQuotes?: boolean;
}

interface Lexed {
  readonly text: string;
  readonly words: readonly string[];
}

/** `${a:-${b:-c}}` is two. */
const MOST_NESTED = 20;

/** Puts the values of variables into a text, and drops its quotes. */
export function expanded(text: string, options: LexerOptions): string {
  return new Lexer(text, options).all().text;
}

/** The same, split at the blanks that stand outside of quotes. */
export function expandedWords(text: string, options: LexerOptions): readonly string[] {
  return new Lexer(text, options).all().words;
}

/** Collects words as the builder does: what came out of quotes is never split, what a variable held is. */
class Words {
  readonly done: string[] = [];
  #word = "";
  #inWord = false;

  add(character: string): void {
    if (!isBlank(character)) this.addRaw(character);
    else if (this.#inWord && this.#word !== "") this.#end();
  }

  #end(): void {
    this.done.push(this.#word);
    this.#word = "";
    this.#inWord = false;
  }

  addRaw(text: string): void {
    this.#word += text;
    this.#inWord = true;
  }

  all(): readonly string[] {
    return this.#word === "" ? this.done : [...this.done, this.#word];
  }
}

/**
 * Quotes and variables as the builder reads them. Source: frontend/dockerfile/shell/lex.go of moby/buildkit, from which this
 * differs in nothing that it accepts.
 */
export class Lexer {
  readonly #characters: readonly string[];
  readonly #options: LexerOptions;
  #at = 0;
  #rawEscapes: boolean;
  #depth = 0;

  constructor(text: string, options: LexerOptions) {
    this.#characters = [...text];
    this.#options = options;
    this.#rawEscapes = options.raw ?? false;
  }

  get #rawQuotes(): boolean {
    return this.#options.raw ?? this.#options.rawQuotes ?? false;
  }

  all(): Lexed {
    return this.until(undefined, this.#rawEscapes);
  }

  peek(): string | undefined {
    return this.#characters[this.#at];
  }

  next(): string | undefined {
    return this.#characters[this.#at++];
  }

  /** Reads up to a character, and past it. */
  until(stop: string | undefined, rawEscapes: boolean): Lexed {
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    if (++this.#depth > MOST_NESTED) throw new Unreadable("variables are nested too deeply");
    try {
      return this.#until(stop);
    } finally {
      this.#rawEscapes = outer;
      this.#depth--;
    }
  }

  #until(stop: string | undefined): Lexed {
    const words = new Words();
    let text = "";
    for (let character = this.peek(); character !== undefined; character = this.peek()) {
      if (character === stop) {
        this.#at++;
        return { text, words: words.all() };
      }
      if (character === "$") {
        const value = this.#variable();
        text += value;
        for (const part of value) words.add(part);
      } else if (character === "'" || character === '"') {
        const quoted = character === "'" ? this.#single() : this.#double();
        text += quoted;
        words.addRaw(quoted);
      } else if (character === this.#options.token) text += this.#escaped(words);
      else {
        this.#at++;
        text += character;
        words.add(character);
      }
    }
    if (stop !== undefined) throw new Unreadable(`"${stop}" is missing`);
    return { text, words: words.all() };
  }

  #escaped(words: Words): string {
    const token = this.#rawEscapes ? (this.peek() ?? "") : "";
    if (token !== "") words.addRaw(token);
    this.#at++;
    const character = this.next() ?? "";
    if (character !== "") words.addRaw(character);
    return token + character;
  }

  #single(): string {
    const end = this.#characters.indexOf("'", this.#at + 1);
    if (end < 0) throw new Unreadable("a single quote (') is never closed");
    const text = this.#characters.slice(this.#at + 1, end).join("");
    this.#at = end + 1;
    return this.#rawQuotes ? `'${text}'` : text;
  }

  #double(): string {
    const quote = this.#rawQuotes ? '"' : "";
    let text = "";
    this.#at++;
    for (;;) {
      const character = this.peek();
      if (character === undefined) throw new Unreadable('a double quote (") is never closed');
      if (character === "$") {
        text += this.#variable();
        continue;
      }
      this.#at++;
      if (character === '"') return quote + text + quote;
      if (character !== this.#options.token) text += character;
      else text += this.#escapedInQuotes(character);
    }
  }

  /** In double quotes a backslash only takes the meaning from `"`, `$` and itself. */
  #escapedInQuotes(token: string): string {
    const raw = this.#rawEscapes ? token : "";
    const character = this.peek();
    if (character === undefined) return raw;
    if (character !== '"' && character !== "$" && character !== token) return raw + token;
    this.#at++;
    return raw + character;
  }

  #variable(): string {
    this.#at++;
    const { lookUp, keepUnset = false } = this.#options;
    if (this.peek() === "{") {
      this.#at++;
      return substituted(this, { lookUp, keepUnset });
    }
    const name = this.name();
    if (name === "") return "$";
    return lookUp(name) ?? (keepUnset ? `$${name}` : "");
  }

  /** Letters, digits and "_"; or digits only; or one of the shell's special names. */
  name(): string {
    const first = this.peek() ?? "";
    if (isSpecial(first)) return this.next() ?? "";
    const part = /^\p{Nd}$/u.test(first) ? /^\p{Nd}$/u : /^[\p{L}\p{Nd}_]$/u;
    let name = "";
    while (part.test(this.peek() ?? "")) name += this.next();
    return name;
  }
}
