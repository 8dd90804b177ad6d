import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";

/** npm moves to the project's folder; what people type is relative to where they are. */
export function pathFromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? ".", path);
}

/** For an option that counts something: nothing at all would judge nothing, and report success. */
export function positive(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number from 1 to 9999.");
}

export function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "i");
  } catch (error) {
    throw new InvalidArgumentError(`It is no regular expression: ${(error as Error).message}.`);
  }
}

/** For an option that may be given several times. */
export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
