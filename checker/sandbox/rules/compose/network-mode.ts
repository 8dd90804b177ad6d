import type { ComposeRule } from "./rule.ts";

export const networkMode: ComposeRule = {
  id: "compose-network-mode",
  at: ["services.*.network_mode"],
  why: "On a network of the machine, it reaches services and containers that are not its own.",
  instead: "networks: with names of your own, or no key at all",
  example: "network_mode: host",
  allows: (value) => value === "none" || /^service:[\w.-]+$/.test(String(value)),
};
