import { type ComposeRule, never } from "./rule.ts";

export const sysctls: ComposeRule = {
  id: "compose-sysctls",
  at: ["services.*.sysctls"],
  why: "Kernel parameters can take memory and connections from everybody on the machine.",
  instead: "the service without this key",
  example: "sysctls: {net.core.somaxconn: 1024}",
  allows: never,
};
