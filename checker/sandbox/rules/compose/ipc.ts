import type { ComposeRule } from "./rule.ts";

export const ipc: ComposeRule = {
  id: "compose-ipc",
  at: ["services.*.ipc"],
  why: "Shared memory of the machine or of another container belongs to others.",
  instead: "the service without this key",
  example: "ipc: host",
  allows: (value) => value === "private" || value === "none" || value === "shareable",
};
