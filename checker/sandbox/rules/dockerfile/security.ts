import { valuesOf } from "../../../dockerfile/instruction.ts";
import type { DockerfileRule } from "./rule.ts";

export const security: DockerfileRule = {
  id: "dockerfile-security",
  why: "An insecure step is root on the machine that judges.",
  instead: "RUN without --security",
  example: "RUN --security=insecure true",
  refuses: (instruction) => valuesOf(instruction, "security").some((value) => value !== "sandbox"),
};
