import { isDeepStrictEqual } from "node:util";
import { announcedBy } from "./heredoc.ts";
import type { Flag, Instruction, Operand, Recipe } from "./instruction.ts";
import { hasDocuments, parsed } from "./parse.ts";
import { atLine, Unreadable } from "./unreadable.ts";

/** The builder reads lines of up to 64 KiB. Source: bufio.MaxScanTokenSize of Go. */
const MOST_BYTES = 65_000;

/**
 * Writes a Dockerfile out: an instruction on one line, plain spaces between its words, no comments, no directives but the
 * one without which it would mean something else. Each instruction begins on the line on which it began in the student's
 * file, so that what the builder says about line 12 is about line 12. Each line is read again, and has to be what it was
 * written from: a difference in reading is a finding here, or a failed build, never something that nobody judged.
 */
export function written({ file, token, instructions }: Recipe): string {
  const lines: string[] = token === "`" ? ["# escape=`"] : [];
  for (const instruction of instructions) {
    while (lines.length < instruction.line - 1) lines.push("");
    atLine({ file, line: instruction.line }, () => lines.push(lineOf(instruction, token)));
    for (const { content, name } of instruction.documents) lines.push(...content.split("\n").slice(0, -1), name);
  }
  return `${lines.join("\n")}\n`;
}

function lineOf(instruction: Instruction, token: Recipe["token"]): string {
  const line = instructionText(instruction);
  if (Buffer.byteLength(line) > MOST_BYTES) throw new Unreadable("it is far too long for one instruction");
  if (!isDeepStrictEqual(readAgain(line, token, instruction.line), instruction))
    throw new Unreadable(TWO_WAYS, WRITE_PLAINLY);
  return line;

  function readAgain(text: string, token: Recipe["token"], number: number): Instruction {
    if (goesOn(text, token)) throw new Unreadable(TWO_WAYS, WRITE_PLAINLY);
    const again = parsed(text, token, number);
    const announced = hasDocuments(again) ? announcedBy(text) : [];
    // Their text follows; it is the same by being there.
    const documents = announced.map((found, index) => ({
      ...found,
      content: instruction.documents[index]?.content ?? "",
    }));
    return { ...again, documents };
  }
}

const TWO_WAYS = "it can be read in two ways";
const WRITE_PLAINLY = "Look at its backslashes, quotes and blanks: write it more plainly.";

function goesOn(text: string, token: string): boolean {
  return text.endsWith(token) && text.at(-2) !== token;
}

/** As it is written out, without its here-documents. */
export function instructionText({ keyword, flags, operand }: Instruction): string {
  const text = operandText(operand);
  // What begins with two dashes would be taken for a flag.
  const apart = text.startsWith("--") ? ["--"] : [];
  return [keyword, ...flags.map(flagText), ...apart, text].join(" ");
}

function flagText({ name, value }: Flag): string {
  const text = value === undefined ? `--${name}` : `--${name}=${value}`;
  return text.replace(/[\s"'\\]/g, "\\$&");
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "text":
      return operand.text;
    case "words":
      return operand.words.join(" ");
    case "list":
      return `[${operand.words.map((word) => JSON.stringify(word)).join(", ")}]`;
    case "pair":
      return `${operand.name} ${operand.value}`;
    case "test":
      return `CMD ${operandText(operand.command)}`;
    case "trigger":
      return instructionText(operand.instruction);
  }
}
