import { type ComposeRule, never } from "./rule.ts";

export const volumesFrom: ComposeRule = {
  id: "compose-volumes-from",
  at: ["services.*.volumes_from"],
  why: "It takes over whatever another container has mounted.",
  instead: "a named volume that both services mount",
  example: "volumes_from: [redis]",
  allows: never,
};
