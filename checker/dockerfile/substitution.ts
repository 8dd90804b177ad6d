import { replaced, withoutEnd, withoutStart } from "./pattern.ts";
import { Unreadable } from "./unreadable.ts";

/** Longer values have no place in the name of an image; patterns over them take time. */
const MOST_CHARACTERS = 1000;

export interface Values {
  /** Undefined for a variable that nothing sets. */
  readonly lookUp: (name: string) => string | undefined;
  /** Variables that nothing sets stay as they are. */
  readonly keepUnset?: boolean;
}

/** What a substitution needs of whatever reads the text around it. */
interface Reader {
  peek(): string | undefined;
  next(): string | undefined;
  name(): string;
  until(end: string, raw: boolean): { readonly text: string };
}

/** Names of one character, which the shell sets. */
export function isSpecial(character: string): boolean {
  return /^[@*#?\-$!0]$/.test(character);
}

/** `${name}`, `${name:-otherwise}`, `${name#pattern}` ..., read from behind the brace on. */
export function substituted(lexer: Reader, { lookUp, keepUnset = false }: Values): string {
  const first = lexer.peek();
  if (first === undefined || first === "{" || first === "}" || first === ":")
    throw new Unreadable('a name is missing after "${"');
  const name = lexer.name();
  const value = lookUp(name);
  let operator = lexer.next() ?? "";
  if (operator === "}") return value ?? (keepUnset ? `\${${name}}` : "");
  if (operator === "") throw new Unreadable('"}" is missing');
  if (operator === "/") return replacing(lexer, name, value, keepUnset);
  if (operator === ":") operator += lexer.next() ?? "";
  if (!/^:?[-+?#%]$/.test(operator)) throw new Unreadable(`"\${${name}${operator}" means nothing`);
  const sign = operator.at(-1) ?? "";
  const isPattern = sign === "#" || sign === "%";
  const { text } = lexer.until("}", isPattern);
  if (value === undefined && keepUnset) return `\${${name}${operator}${text}}`;
  if (isPattern) return stripped(sign, value ?? "", text);
  return chosen(name, operator, value, text);
}

function chosen(name: string, operator: string, value: string | undefined, text: string): string {
  const there = value !== undefined && (value !== "" || !operator.startsWith(":"));
  if (operator.endsWith("+")) return there ? text : "";
  if (there) return value;
  if (operator.endsWith("-")) return text;
  throw new Unreadable(`the variable ${name} ${text || "has no value"}`);
}

function stripped(sign: string, value: string, pattern: string): string {
  if (pattern === "") throw new Unreadable(`a pattern is missing after "${sign}"`);
  const longest = pattern.startsWith(sign);
  const rest = longest ? pattern.slice(1) : pattern;
  refuseLong(value, rest);
  return sign === "#" ? withoutStart(value, rest, longest) : withoutEnd(value, rest, longest);
}

function replacing(lexer: Reader, name: string, value: string | undefined, keepUnset: boolean): string {
  const all = lexer.peek() === "/";
  if (all) lexer.next();
  const pattern = lexer.until("/", true).text;
  const other = lexer.until("}", true).text;
  if (value === undefined && keepUnset) return `\${${name}/${pattern}/${other}}`;
  refuseLong(value ?? "", pattern);
  return replaced(value ?? "", pattern, other, all);
}

function refuseLong(value: string, pattern: string): void {
  if (value.length + pattern.length > MOST_CHARACTERS)
    throw new Unreadable("a pattern is matched with a text that is far too long");
}
