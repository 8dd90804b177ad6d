import { Failure } from "../../checker/core/errors.ts";

/** Where in a deck something is: file as people see it (relative to the project), line from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Something that is wrong with a deck, and where. */
export interface Problem extends Place {
  readonly message: string;
  /** True for what may be meant: it is told, and stops nothing. */
  readonly warning?: boolean;
}

/** A deck that cannot be read or rendered, with all that was found wrong with it. */
export class DeckError extends Failure {
  override readonly name = "DeckError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describe).join("\n"));
    this.problems = problems;
  }
}

/** `file:line: message`, as editors and terminals know it. */
export function describe({ file, line, message, warning = false }: Problem): string {
  return `${file}:${line}: ${warning ? "warning: " : ""}${message}`;
}

/** The warnings among problems. Throws a DeckError with all of them when one is more than that. */
export function onlyWarnings(problems: readonly Problem[]): readonly Problem[] {
  if (problems.some(({ warning }) => !warning)) throw new DeckError(problems);
  return problems;
}

/** Each problem once: a layout has its lines in many slides. */
export function eachOnce(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [describe(problem), problem])).values()];
}
