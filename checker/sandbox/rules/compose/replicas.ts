import { atMost, type ComposeRule } from "./rule.ts";

export const replicas: ComposeRule = {
  id: "compose-replicas",
  at: ["services.*.deploy.replicas", "services.*.scale"],
  why: "More containers than the machine can hold take it away from everybody.",
  instead: "at most 50 containers of a service",
  example: "deploy: {replicas: 51}",
  allows: atMost(50),
};
