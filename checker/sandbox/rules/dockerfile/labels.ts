import { pairsOf } from "../../../dockerfile/instruction.ts";
import { literal } from "../../../dockerfile/settled.ts";
import { isReservedLabel } from "../../names.ts";
import type { DockerfileRule } from "./rule.ts";

export const labels: DockerfileRule = {
  id: "dockerfile-reserved-label",
  why: "By these labels Compose and this checker know what is theirs: others would be mistaken for it, and removed.",
  instead: "labels with other names",
  example: "LABEL com.docker.compose.project=other",
  refuses: (instruction, { token }) => {
    if (instruction.keyword !== "LABEL") return false;
    const names = pairsOf(instruction).map(([name]) => literal(name, token));
    return names.some((name) => name === undefined || isReservedLabel(name));
  },
};
