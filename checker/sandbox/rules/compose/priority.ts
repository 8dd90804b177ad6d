import { atMost, type ComposeRule, isEmpty } from "./rule.ts";

/** What the kernel gives where nobody asks. Source: proc_sys_vm(5), and "Block IO controller" of the kernel's documentation. */
const USUAL_SWAPPINESS = 60;
const USUAL_WEIGHT = 500;

export const priority: ComposeRule = {
  id: "compose-priority",
  at: [
    "services.*.cpu_rt_runtime",
    "services.*.cpu_rt_period",
    "services.*.blkio_config",
    "services.*.storage_opt",
    "services.*.mem_swappiness",
  ],
  why: "It takes the processors or the disk from everybody else on the machine.",
  instead: "deploy.resources.limits, or the service without this key",
  example: "blkio_config: {weight: 1000}",
  allows: (value, { path }) => {
    if (path.at(-1) === "mem_swappiness") return atMost(USUAL_SWAPPINESS)(value);
    return path.at(-1) === "blkio_config" && isNoMoreThanUsual(value);
  },
};

function isNoMoreThanUsual(config: unknown): boolean {
  const { weight, ...more } = (config ?? {}) as { weight?: unknown };
  return isEmpty(more) && atMost(USUAL_WEIGHT)(weight);
}
