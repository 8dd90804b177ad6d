import type { ComposeRule } from "./rule.ts";

export const buildNetwork: ComposeRule = {
  id: "compose-build-network",
  at: ["services.*.build.network"],
  why: "During the build, the network of the machine leads to services that listen for the machine only.",
  instead: "the build without this key",
  example: "build: {context: ., network: host}",
  allows: (value) => value === "default" || value === "none",
};
