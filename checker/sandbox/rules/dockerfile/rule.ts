import type { Rule } from "../../../core/rule.ts";
import type { Instruction } from "../../../dockerfile/instruction.ts";

/** What a rule may know beside the instruction. */
export interface Surrounding {
  /** What RUN may reach while the image is built. */
  readonly network: "none" | "default";
  /** What takes the meaning from the next character. */
  readonly token: string;
  /** The images that the instruction names, variables filled in; stages are none. */
  readonly images: readonly string[];
}

/** Judges one instruction of a Dockerfile; of ONBUILD, the instruction that it keeps for later. */
export interface DockerfileRule extends Rule {
  readonly refuses: (instruction: Instruction, surrounding: Surrounding) => boolean;
}
