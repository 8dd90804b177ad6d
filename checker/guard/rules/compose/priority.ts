import { type ComposeRule, never } from "./rule.ts";

export const priority: ComposeRule = {
  id: "compose-priority",
  at: [
    "services.*.cpu_rt_runtime",
    "services.*.cpu_rt_period",
    "services.*.blkio_config",
    "services.*.storage_opt",
    "services.*.mem_swappiness",
    "services.*.cpu_count",
    "services.*.cpu_percent",
  ],
  why: "It takes the processors or the disk from everybody else on the machine.",
  instead: "deploy.resources.limits, or the service without this key",
  example: "blkio_config: {weight: 1000}",
  allows: never,
};
