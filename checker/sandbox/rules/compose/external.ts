import { type ComposeRule, onlyFalse } from "./rule.ts";

export const external: ComposeRule = {
  id: "compose-external",
  at: ["networks.*.external", "volumes.*.external", "secrets.*.external", "configs.*.external"],
  why: "What exists already belongs to somebody else.",
  instead: "a network or volume of your own: its name with nothing below it",
  example: "networks: {front: {external: true}}",
  allows: onlyFalse,
};
