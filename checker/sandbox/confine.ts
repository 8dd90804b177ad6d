import type { ServiceSpec } from "../engine/compose.ts";
import { CAPABILITIES, LIMIT } from "../engine/limits.ts";

/** Keys of a service that the checker decides on: they are taken out, and put in again as it limits them. */
const DECIDED = [
  "mem_limit",
  "memswap_limit",
  "mem_reservation",
  "pids_limit",
  "cpus",
  "cpuset",
  "cpu_shares",
  "cpu_quota",
  "cpu_period",
  "cpu_count",
  "cpu_percent",
  "blkio_config",
  "mem_swappiness",
  "cap_add",
  "cap_drop",
  "security_opt",
  "logging",
  // Only what the model holds is started, whatever variables select.
  "profiles",
  "pull_policy",
  "pull_refresh_after",
] as const;

/** A service as far as it may go: less than the checker's limits where the student wants less, never more. */
export function confined(
  service: ServiceSpec,
  most: { readonly memory: number; readonly pids: number } = LIMIT,
): ServiceSpec {
  const decided = new Set<string>(DECIDED);
  const { deploy, ...kept } = Object.fromEntries(
    Object.entries(service).filter(([key]) => !decided.has(key)),
  ) as ServiceSpec;
  const { resources, ...deployed } = (deploy ?? {}) as { resources?: { limits?: Record<string, unknown> } };
  const limits = resources?.limits ?? {};
  const memory = String(least(most.memory, service.mem_limit, limits.memory));
  return {
    ...kept,
    ...(deploy && { deploy: deployed }),
    mem_limit: memory,
    memswap_limit: memory,
    pids_limit: least(most.pids, service.pids_limit, limits.pids),
    cpus: least(LIMIT.cpus, service.cpus, limits.cpus),
    cap_drop: ["ALL"],
    cap_add: capabilities(service),
    security_opt: ["no-new-privileges:true"],
    logging: { driver: "json-file", options: { "max-size": LIMIT.logSize, "max-file": "1" } },
  };
}

/** The smallest; 0 and what is not a number mean no limit to Compose. */
function least(ours: number, ...theirs: readonly unknown[]): number {
  return Math.min(ours, ...theirs.map(Number).filter((value) => value > 0));
}

function capabilities({ cap_add, cap_drop }: ServiceSpec): readonly string[] {
  const [added, dropped] = [cap_add, cap_drop].map((value) =>
    (Array.isArray(value) ? value.map(String) : []).map((name) => name.toUpperCase().replace(/^CAP_/, "")),
  );
  return CAPABILITIES.filter(
    (name) => added?.includes(name) || added?.includes("ALL") || !(dropped?.includes(name) || dropped?.includes("ALL")),
  );
}
