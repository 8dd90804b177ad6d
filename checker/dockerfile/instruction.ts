/** All instructions that there are. Source: frontend/dockerfile/command of moby/buildkit. */
export const KEYWORDS = [
  ...["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"],
  ...["ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"],
] as const;

/** `--name=value`, without the quotes and backslashes that the builder drops; no value where there is no "=". */
export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
}

/** What stands after an instruction's flags. */
export type Operand =
  /** One text, which a shell takes apart, or nobody. */
  | { readonly kind: "text"; readonly text: string }
  /** Words with blanks between them, quotes and variables as they were written. */
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** `["a", "b"]` */
  | { readonly kind: "list"; readonly words: readonly string[] }
  /** `ENV name value`, the old form. */
  | { readonly kind: "pair"; readonly name: string; readonly value: string }
  /** HEALTHCHECK CMD */
  | { readonly kind: "test"; readonly command: Operand }
  /** ONBUILD */
  | { readonly kind: "trigger"; readonly instruction: Instruction };

export interface HereDocument {
  readonly name: string;
  /** `<<-`: tabs at the beginning of its lines do not count. */
  readonly chomp: boolean;
  /** All its lines, with their ends, as they were written. */
  readonly content: string;
}

/** An instruction of a Dockerfile as the builder takes it apart: continued lines joined, comments dropped. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  readonly flags: readonly Flag[];
  readonly operand: Operand;
  readonly documents: readonly HereDocument[];
  /** Where it begins, from 1. */
  readonly line: number;
}

/** A whole Dockerfile. */
export interface Recipe {
  /** Path inside the submission. */
  readonly file: string;
  /** What continues lines and takes the meaning from the next character. */
  readonly token: "\\" | "`";
  readonly instructions: readonly Instruction[];
}

/** The values of all flags with a name. */
export function valuesOf({ flags }: Instruction, name: string): readonly string[] {
  return flags.flatMap((flag) => (flag.name === name ? [flag.value ?? ""] : []));
}

/** What an instruction really does: of ONBUILD, the instruction that it keeps for later. */
export function effective(instruction: Instruction): Instruction {
  return instruction.operand.kind === "trigger" ? instruction.operand.instruction : instruction;
}

/** The words of an instruction in either form; of a text or a pair none. */
export function wordsOf({ operand }: Instruction): readonly string[] {
  return operand.kind === "words" || operand.kind === "list" ? operand.words : [];
}

/** The names of ARG, with their defaults. */
export function argumentsOf(instruction: Instruction): readonly (readonly [name: string, value: string | undefined])[] {
  return wordsOf(instruction).map((word) => (word.includes("=") ? halves(word) : [word, undefined]));
}

/** The names and values of ENV and LABEL, quotes and variables as they were written. */
export function pairsOf({ operand }: Instruction): readonly (readonly [name: string, value: string])[] {
  if (operand.kind === "pair") return [[operand.name, operand.value]];
  return operand.kind === "words" ? operand.words.map(halves) : [];
}

function halves(word: string): readonly [string, string] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}
