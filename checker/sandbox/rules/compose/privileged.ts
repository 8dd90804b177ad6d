import { type ComposeRule, onlyFalse } from "./rule.ts";

export const privileged: ComposeRule = {
  id: "compose-privileged",
  at: ["services.*.privileged"],
  why: "A privileged container is root on the machine that judges.",
  instead: "the service without this key",
  example: "privileged: true",
  allows: onlyFalse,
};
