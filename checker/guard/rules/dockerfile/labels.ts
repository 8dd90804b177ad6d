import { isReservedLabel } from "../../names.ts";
import type { DockerfileRule } from "./rule.ts";

export const labels: DockerfileRule = {
  id: "dockerfile-reserved-label",
  why: "By these labels Compose and this checker know what is theirs: others would be mistaken for it, and removed.",
  instead: "labels with other names",
  refuses: ({ keyword, rest }, { expand }) =>
    keyword === "LABEL" && rest.split(/\s+/).some((word) => isReservedLabel(expand(word).replace(/["'\\]/g, ""))),
};
