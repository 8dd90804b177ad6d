import { isReservedLabel } from "../../names.ts";
import { type ComposeRule, namesOf } from "./rule.ts";

export const reservedLabels: ComposeRule = {
  id: "compose-reserved-labels",
  at: [
    "services.*.labels",
    "services.*.build.labels",
    "services.*.deploy.labels",
    "services.*.volumes.*.volume.labels",
    "networks.*.labels",
    "volumes.*.labels",
  ],
  why: "By these labels Compose and this checker know what is theirs: others would be mistaken for it, and removed.",
  instead: "labels with other names",
  example: "labels: {com.docker.compose.project: other}",
  allows: (value) => namesOf(value).every((name) => !isReservedLabel(name)),
};
