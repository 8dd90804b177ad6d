import { type ComposeRule, namesOf } from "./rule.ts";

export const buildArgs: ComposeRule = {
  id: "compose-build-args",
  at: ["services.*.build.args"],
  why: "Arguments that begin with BUILDKIT_ change the builder itself, for example which program reads the Dockerfile.",
  instead: "an argument with another name",
  example: "build: {context: ., args: {BUILDKIT_SYNTAX: somebody/frontend}}",
  allows: (value) => namesOf(value).every((name) => !/^BUILDKIT_(?!INLINE_CACHE$)/i.test(name)),
};
