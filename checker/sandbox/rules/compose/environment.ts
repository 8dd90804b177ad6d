import { isOfMachine } from "../../../engine/session.ts";
import type { ComposeRule } from "./rule.ts";

export const environment: ComposeRule = {
  id: "compose-environment",
  at: ["secrets.*.environment", "configs.*.environment"],
  why: "It takes the value of a variable of the machine that judges.",
  instead: "file: with a file of your own",
  example: "secrets: {key: {environment: HOME}}",
  allows: (value) => !isOfMachine(String(value)),
};
