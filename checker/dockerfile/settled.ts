import { announced } from "./heredoc.ts";
import { effective, type Instruction, type Operand, pairsOf, wordsOf } from "./instruction.ts";
import { expanded } from "./lexer.ts";
import { Unreadable } from "./unreadable.ts";
import type { Values } from "./values.ts";

/**
 * The same instruction with values in the place of variables, where a rule judges what they hold: what ADD fetches, and the
 * names of labels. So the builder gets the very address that was judged, however it would have found the variable's value.
 * What nobody knows beforehand stays as it is, for the rules to refuse.
 */
export function settled(instruction: Instruction, values: Values, token: string): Instruction {
  const change = { ADD: settledSources, LABEL: settledNames }[instruction.keyword];
  if (change === undefined) return instruction;
  try {
    return { ...instruction, operand: change(instruction, (text) => literally(text, values, token)) };
  } catch (error) {
    if (error instanceof Unreadable) return instruction;
    throw error;
  }
}

type Literally = (text: string) => string;

function settledSources(instruction: Instruction, literally: Literally): Operand {
  const words = wordsOf(instruction);
  if (!sourcesOf(instruction).some((word) => word.includes("$"))) return instruction.operand;
  if (instruction.documents.length > 0) throw new Unreadable("variables beside a here-document");
  return { kind: "list", words: words.map((word, index) => (index + 1 < words.length ? literally(word) : word)) };
}

function settledNames(instruction: Instruction, literally: Literally): Operand {
  const { operand } = instruction;
  const name = (text: string) => (text.includes("$") ? literally(text) : text);
  if (operand.kind === "pair") return { ...operand, name: name(operand.name) };
  return { kind: "words", words: pairsOf(instruction).map(([label, value]) => `${name(label)}=${value}`) };
}

/** Its value, written so that nothing in it means anything. */
function literally(text: string, values: Values, token: string): string {
  const special = /[\s"'$]/;
  return [...values.expand(text, token)]
    .map((one) => (one === token || special.test(one) ? token + one : one))
    .join("");
}

/** What ADD and COPY take, without the here-documents among it, as it was written. */
export function sourcesOf(instruction: Instruction): readonly string[] {
  const inner = effective(instruction);
  const sources = wordsOf(inner).slice(0, -1);
  return inner.operand.kind === "list" ? sources : sources.filter((word) => announced(word) === undefined);
}

/** A text that holds no variable, without its quotes; undefined when it holds one, or cannot be read. */
export function literal(text: string, token: string): string | undefined {
  try {
    return expanded(text, {
      token,
      lookUp: (name) => {
        throw new Unreadable(`the value of the variable ${name} is not known`);
      },
    });
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
