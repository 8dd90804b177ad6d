import { isDeepStrictEqual } from "node:util";
import { Finding } from "../../core/errors.ts";
import { effective, type Instruction, type Operand, type Recipe } from "../instruction.ts";
import { expanded } from "../lexer.ts";
import { planOf } from "../plan.ts";
import { readDockerfile } from "../read.ts";
import { resolved } from "../resolve.ts";
import { Unreadable } from "../unreadable.ts";
import { written } from "../write.ts";
import type { Answer, Parsed } from "./oracle.ts";

export interface Own {
  readonly recipe: Recipe;
  readonly text: string;
}

/** What we read, and what is written from it; undefined for what is refused. */
export function own(text: string): Own | undefined {
  return accepted(() => {
    const recipe = readDockerfile(text, "Dockerfile");
    return recipe.instructions.length === 0 ? undefined : { recipe, text: written(recipe) };
  });
}

/** What is built: names resolved, too. */
export function ownBuilt({ recipe }: Own): Own | undefined {
  return accepted(() => {
    const built = resolved(planOf(recipe), ({ name }) => `here/${name.length}:1`);
    return { recipe: built, text: written(built) };
  });
}

function accepted<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof Finding) return undefined;
    throw error;
  }
}

/** How the builder's reading of a written text differs from what was judged; undefined when it does not. */
export function difference({ recipe }: Own, answer: Answer, knowsDocuments: boolean): string | undefined {
  const hasDocuments = recipe.instructions.some(({ documents }) => documents.length > 0);
  // Such a builder never gets them: see work/builder-age.ts.
  if (hasDocuments && !knowsDocuments) return undefined;
  if (answer.unparsed !== undefined) return `not parsed: ${answer.unparsed}`;
  const ours = recipe.instructions.map(asParsed);
  const same = isDeepStrictEqual(ours, answer.instructions?.map(plainly));
  return same ? undefined : `${JSON.stringify(ours)} is read as ${JSON.stringify(answer.instructions)}`;
}

export function ownExpansion(
  word: string,
  token: string,
  values: Readonly<Record<string, string>>,
): string | undefined {
  try {
    return expanded(word, { token, lookUp: (name) => values[name] });
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function asParsed(instruction: Instruction): Parsed {
  const { keyword, flags, documents, line, operand } = instruction;
  const inner = effective(instruction);
  const all = inner === instruction ? flags : [...flags, ...inner.flags];
  return {
    keyword,
    flags: all.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${value}`)),
    arguments: argumentsOf(keyword, operand),
    list: isList(inner.operand),
    documents: documents.map(({ name, chomp, content }) => ({ name, chomp, content })),
    line,
  };
}

/** The name of a stage has no case. */
function plainly(parsed: Parsed): Parsed {
  const [image, as, name, ...more] = parsed.arguments;
  if (parsed.keyword !== "FROM" || image === undefined || as === undefined || name === undefined) return parsed;
  return { ...parsed, arguments: [image, as.toUpperCase(), name.toLowerCase(), ...more] };
}

function isList(operand: Operand): boolean {
  return operand.kind === "list" || (operand.kind === "test" && isList(operand.command));
}

function argumentsOf(keyword: string, operand: Operand): readonly string[] {
  switch (operand.kind) {
    case "text":
      return [operand.text];
    case "pair":
      return [operand.name, operand.value];
    case "test":
      return ["CMD", ...argumentsOf("", operand.command)];
    case "trigger":
      return [operand.instruction.keyword, ...argumentsOf(operand.instruction.keyword, operand.instruction.operand)];
    case "list":
      return operand.words;
    case "words":
      if (keyword !== "ENV" && keyword !== "LABEL") return operand.words;
      return operand.words.flatMap((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]);
  }
}
