import type { ComposeRule } from "./rule.ts";

export const networkDriver: ComposeRule = {
  id: "compose-network-driver",
  at: ["networks.*.driver"],
  why: "Other drivers and their options put a container on the network of the machine.",
  instead: "driver: bridge, or no driver",
  example: "networks: {front: {driver: macvlan}}",
  allows: (value) => value === "bridge" || value === "",
};
