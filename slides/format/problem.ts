import { Failure } from "../../checker/core/errors.ts";

/** Where in a deck something is: file as people see it (relative to the project), line from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Something that is wrong with a deck, and where. */
export interface Problem extends Place {
  readonly message: string;
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
export function describe({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`;
}

/** Throws a DeckError when there is a problem. */
export function assertNone(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DeckError(problems);
}
