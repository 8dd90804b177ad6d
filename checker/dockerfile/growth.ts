import { argumentsOf, type Instruction, pairsOf } from "./instruction.ts";
import { Unreadable } from "./unreadable.ts";
import { instructionText } from "./write.ts";

/** Characters of all instructions of a Dockerfile together, with their variables put in: no real one comes near. */
const MOST = 1024 * 1024;
/** Of a variable that only the base image sets. */
const UNKNOWN = 200;
/** Where the builder leaves variables to a shell, or to whatever is built upon the image. */
const LEFT_ALONE: readonly string[] = ["RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK", "ONBUILD"];

/**
 * How long values can become at most, found out without putting them in: `ENV a=$a$a` doubles, and a few lines of it fill
 * the memory of whoever follows them, which is also the engine. Counts whatever nobody knows here, too.
 */
export class Growth {
  readonly #longest: Map<string, number>;
  #all = 0;

  constructor(args: Readonly<Record<string, string>>) {
    this.#longest = new Map(Object.entries(args).map(([name, value]) => [name, value.length]));
  }

  /** Throws before an instruction is put together that would be far too much. */
  add(instruction: Instruction): void {
    if (LEFT_ALONE.includes(instruction.keyword)) return;
    this.#take(instructionText(instruction));
    for (const { content } of instruction.documents) this.#take(content);
    const lengths = setBy(instruction).map(([name, value = ""]) => [name, this.#lengthOf(value)] as const);
    for (const [name, length] of lengths) this.#longest.set(name, Math.max(length, this.#longest.get(name) ?? 0));
  }

  #take(text: string): void {
    this.#all += this.#lengthOf(text);
    if (this.#all > MOST)
      throw new Unreadable("with its variables put in, it is far too long", "Write less into each variable.");
  }

  #lengthOf(text: string): number {
    let length = text.length;
    for (const [, name = "", next] of text.matchAll(/\$\{?([\p{L}\p{Nd}_]+)(?=(.?))/gsu)) {
      const value = this.#longest.get(name) ?? UNKNOWN;
      // `${name//pattern/other}` puts text in for each character.
      length += next === "/" ? value * text.length : value;
    }
    return length;
  }
}

function setBy(instruction: Instruction): readonly (readonly [name: string, value: string | undefined])[] {
  if (instruction.keyword === "ARG") return argumentsOf(instruction);
  return instruction.keyword === "ENV" ? pairsOf(instruction) : [];
}
