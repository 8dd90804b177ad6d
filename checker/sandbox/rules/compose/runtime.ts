import type { ComposeRule } from "./rule.ts";

export const runtime: ComposeRule = {
  id: "compose-runtime",
  at: ["services.*.runtime", "services.*.isolation"],
  why: "Another runtime may not keep a container in its place.",
  instead: "the service without this key",
  example: "runtime: runsc",
  allows: (value) => value === "runc" || value === "default",
};
