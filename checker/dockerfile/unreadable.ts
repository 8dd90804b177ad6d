import { Finding } from "../core/errors.ts";

/** Something that the builder does not understand, or that two builders would understand in two ways. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly hint: string | undefined;

  /** `message` goes on after "The Dockerfile cannot be read: line 3: ". */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Where something stands in the submission. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Does something with a line of a Dockerfile; what cannot be read is a finding that names the line. */
export function atLine<T>({ file, line }: Place, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Finding("dockerfile-unreadable", `The Dockerfile cannot be read: line ${line}: ${error.message}.`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      file,
      line,
    });
  }
}
