import { invisible, splitAtBlanks } from "./blanks.ts";
import { commandOf } from "./command.ts";
import { effective, type Instruction, KEYWORDS, type Operand } from "./instruction.ts";
import { listOf } from "./list.ts";
import { Unreadable } from "./unreadable.ts";
import { quotedWords } from "./words.ts";

/** An instruction without its here-documents. `text` is a whole line, continued ones joined. */
export function parsed(text: string, token: string, line: number): Instruction {
  refuseCharacters(text);
  const { keyword: written, flags, rest } = commandOf(text);
  const keyword = (KEYWORDS as readonly string[]).find((known) => known === asciiUpper(written));
  if (keyword === undefined) throw unknown(written);
  const operand = operandOf(keyword, rest, token, line);
  return { keyword, flags, operand, documents: [], line };
}

/** Only plain letters: Go and JavaScript do not agree on what the others are in capitals. */
function asciiUpper(text: string): string {
  return /^[A-Za-z]*$/.test(text) ? text.toUpperCase() : "";
}

function unknown(written: string): Unreadable {
  const strange = invisible(written);
  if (strange !== undefined) return notABlank(strange);
  const shown = written.length > 40 ? `${written.slice(0, 40)}...` : written;
  return new Unreadable(`unknown instruction: ${shown.toUpperCase()}`);
}

function notABlank(code: string): Unreadable {
  return new Unreadable(
    `the character ${code} is not a plain space`,
    "Such characters come with text that was copied from a page or a text processor: type the line again.",
  );
}

/** What two builders read in two ways: a mark of Windows in the middle of the text, and the line ends of old machines. */
function refuseCharacters(text: string): void {
  if (text.includes("\ufeff")) throw notABlank("U+FEFF");
  if (text.includes("\r"))
    throw new Unreadable(
      "it contains a carriage return",
      "Look at which line endings your editor shows for this file.",
    );
  if (text.includes("\0")) throw new Unreadable("it contains a zero byte");
}

function operandOf(keyword: string, rest: string, token: string, line: number): Operand {
  if (rest === "") throw new Unreadable(`${keyword} requires at least one argument`);
  switch (keyword) {
    case "ADD":
    case "COPY":
    case "VOLUME":
      return list(rest) ?? words(splitAtBlanks(rest), rest);
    case "EXPOSE":
      return words(splitAtBlanks(rest), rest);
    case "FROM":
      return from(splitAtBlanks(rest), rest);
    case "ARG":
      return declared(quotedWords(rest, token), rest);
    case "ENV":
    case "LABEL":
      return pairs(keyword, rest, token);
    case "HEALTHCHECK":
      return healthcheck(rest);
    case "ONBUILD":
      return trigger(rest, token, line);
    case "MAINTAINER":
    case "STOPSIGNAL":
    case "USER":
    case "WORKDIR":
      return { kind: "text", text: rest };
    case "SHELL": {
      const found = list(rest);
      if (found === undefined) throw new Unreadable('SHELL requires its arguments to be a list: ["program", "option"]');
      return found;
    }
    default:
      return list(rest) ?? { kind: "text", text: rest };
  }
}

function list(text: string): Operand | undefined {
  const words = listOf(text);
  return words && { kind: "list", words };
}

function words(found: readonly string[], text: string): Operand {
  const strange = invisible(withoutQuoted(text));
  if (strange !== undefined) throw notABlank(strange);
  return { kind: "words", words: found };
}

function declared(found: readonly string[], text: string): Operand {
  const odd = found.find((word) => !/^[\w.-]+(?:=|$)/.test(word));
  if (odd === undefined && found.length > 0) return words(found, text);
  throw new Unreadable(`"${odd ?? text}" is not a valid name of an argument`);
}

function withoutQuoted(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'/g, "");
}

function from(found: readonly string[], text: string): Operand {
  const [image = "", as, name, ...more] = found;
  if (as === undefined) return words([image], text);
  if (!/^as$/i.test(as) || name === undefined || more.length > 0)
    throw new Unreadable("FROM requires either one or three arguments");
  const stage = name.toLowerCase();
  if (!/^[a-z][a-z0-9-_.]*$/.test(stage) || !/^[\w.-]+$/.test(name) || stage === "scratch")
    throw new Unreadable(`invalid name for build stage: "${name}", name can't start with a number or contain symbols`);
  return words([image, "AS", stage], text);
}

/** `name=value ...`, or the old `name value`, which is what a first word without "=" means. */
function pairs(keyword: string, rest: string, token: string): Operand {
  const found = quotedWords(rest, token);
  if (found[0]?.includes("=")) {
    const wrong = found.find((word) => !word.includes("="));
    if (wrong !== undefined)
      throw new Unreadable(
        `can't find = in "${wrong}". Must be of the form: name=value, and a value with spaces needs quotes`,
      );
    if (found.some((word) => word.startsWith("="))) throw new Unreadable(`${keyword} names can not be blank`);
    return words(found, rest);
  }
  const [name = ""] = /^[^\t\v\f\r ]*/.exec(rest) ?? [];
  const value = rest.slice(name.length).replace(/^[\t\v\f\r ]+/, "");
  if (value === "") throw new Unreadable(`${keyword} must have two arguments`);
  const strange = invisible(name);
  if (strange !== undefined) throw notABlank(strange);
  return { kind: "pair", name, value };
}

function healthcheck(rest: string): Operand {
  const type = rest.split(/[\t\v\f\r ]/)[0] ?? "";
  const after = rest.slice(type.length).replace(/^[\t\v\f\r ]+/, "");
  if (/^none$/i.test(type) && after === "") return { kind: "words", words: ["NONE"] };
  if (!/^cmd$/i.test(type)) throw new Unreadable(`HEALTHCHECK requires CMD and a command, or NONE alone`);
  if (after === "") throw new Unreadable("Missing command after HEALTHCHECK CMD");
  return { kind: "test", command: list(after) ?? { kind: "text", text: after } };
}

/** The builder keeps the text of ONBUILD, and reads it later, with a backslash as what continues lines. */
function trigger(rest: string, token: string, line: number): Operand {
  if (token !== "\\") throw new Unreadable("ONBUILD cannot be read in a file with `# escape=`");
  const keyword = asciiUpper(commandOf(rest).keyword);
  if (["ONBUILD", "FROM", "MAINTAINER"].includes(keyword))
    throw new Unreadable(`${keyword} isn't allowed as an ONBUILD trigger`);
  return { kind: "trigger", instruction: parsed(rest, token, line) };
}

/** Only these may have here-documents, and not in their form as a list. */
export function hasDocuments(instruction: Instruction): boolean {
  const { keyword, operand } = effective(instruction);
  return ["ADD", "COPY", "RUN"].includes(keyword) && operand.kind !== "list";
}
