import type { Instruction } from "../../instructions.ts";
import type { Rule } from "../../rule.ts";

/** What a rule may know beside the instruction. */
export interface Surrounding {
  /** What RUN may reach while the image is built. */
  readonly network: "none" | "default";
  /** True for the name or the number of an earlier stage. */
  readonly isStage: (name: string) => boolean;
  /** Puts in the values of ARG and ENV that are known. */
  readonly expand: (text: string) => string;
}

/** Judges one instruction of a Dockerfile. */
export interface DockerfileRule extends Rule {
  readonly refuses: (instruction: Instruction, surrounding: Surrounding) => boolean;
}

export function valuesOf({ flags }: Instruction, name: string): readonly string[] {
  return flags.filter(([flag]) => flag === name).map(([, value]) => value);
}
