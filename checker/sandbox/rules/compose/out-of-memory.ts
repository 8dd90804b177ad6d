import type { ComposeRule } from "./rule.ts";

export const outOfMemory: ComposeRule = {
  id: "compose-out-of-memory",
  at: ["services.*.oom_kill_disable", "services.*.oom_score_adj"],
  why: "It would make the kernel end processes of others before this one.",
  instead: "the service without this key",
  example: "oom_kill_disable: true",
  allows: (value) => value === false || (typeof value !== "boolean" && Number(value) >= 0),
};
