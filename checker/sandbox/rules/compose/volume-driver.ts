import type { ComposeRule } from "./rule.ts";

export const volumeDriver: ComposeRule = {
  id: "compose-volume-driver",
  at: ["volumes.*.driver"],
  why: "Another driver may keep the volume on other machines, or anywhere on this one.",
  instead: "driver: local, or no driver",
  example: "volumes: {data: {driver: sshfs}}",
  allows: (value) => value === "local" || value === "",
};
