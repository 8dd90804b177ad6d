import { valuesOf } from "../../../dockerfile/instruction.ts";
import type { DockerfileRule } from "./rule.ts";

export const network: DockerfileRule = {
  id: "dockerfile-network",
  why: "During the build, the network of the machine leads to services that listen for the machine only.",
  instead: "RUN without --network, or with --network=none",
  example: "RUN --network=host true",
  refuses: (instruction) => valuesOf(instruction, "network").some((value) => value !== "default" && value !== "none"),
};
