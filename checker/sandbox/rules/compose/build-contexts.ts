import { type ComposeRule, isEmpty } from "./rule.ts";

export const buildContexts: ComposeRule = {
  id: "compose-build-contexts",
  at: ["services.*.build.additional_contexts"],
  why: "Another context can be a folder of the machine, or anything from the Internet.",
  instead: "context: with a folder of your own",
  example: "build: {context: ., additional_contexts: {other: ../other}}",
  allows: isEmpty,
};
