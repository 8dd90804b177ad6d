import { cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Model, ServiceSpec } from "../engine/compose.ts";
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
  "cap_add",
  "cap_drop",
  "security_opt",
  "logging",
  // Only what the model holds is started, whatever variables select.
  "profiles",
  "pull_policy",
] as const;

/** A service as far as it may go: less than the checker's limits where the student wants less, never more. */
export function confined(service: ServiceSpec): ServiceSpec {
  const decided = new Set<string>(DECIDED);
  const { deploy, ...kept } = Object.fromEntries(
    Object.entries(service).filter(([key]) => !decided.has(key)),
  ) as ServiceSpec;
  const { resources, ...deployed } = (deploy ?? {}) as { resources?: { limits?: Record<string, unknown> } };
  const limits = resources?.limits ?? {};
  const memory = String(least(LIMIT.memory, service.mem_limit, limits.memory));
  return {
    ...kept,
    ...(deploy && { deploy: deployed }),
    mem_limit: memory,
    memswap_limit: memory,
    pids_limit: least(LIMIT.pids, service.pids_limit, limits.pids),
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

/**
 * Gives every bind mount a copy of what it mounts, outside of the student's folder: a container that may write there
 * could put a link in the place of what another container mounts, or of what is built next, and lead it anywhere.
 * The same source gets the same copy, so services that share a folder go on sharing it.
 */
export async function withCopiedMounts(model: Model, folder: string, copies: Map<string, string>): Promise<Model> {
  const services = await Promise.all(
    Object.entries(model.services).map(async ([name, service]) => {
      if (!Array.isArray(service.volumes)) return [name, service] as const;
      const volumes: object[] = [];
      for (const mount of service.volumes as { type?: string; source?: string }[])
        volumes.push(
          mount.type === "bind" ? { ...mount, source: await copyOf(String(mount.source), folder, copies) } : mount,
        );
      return [name, { ...service, volumes }] as const;
    }),
  );
  return { ...model, services: Object.fromEntries(services) };
}

/** What is not there becomes an empty folder, as the engine would make one. */
async function copyOf(source: string, folder: string, copies: Map<string, string>): Promise<string> {
  const known = copies.get(source);
  if (known !== undefined) return known;
  const path = join(folder, `mount-${copies.size}`);
  copies.set(source, path);
  const found = await stat(source).catch(() => undefined);
  if (found === undefined) await mkdir(path, { recursive: true });
  else await cp(source, path, { recursive: true, verbatimSymlinks: true, dereference: false });
  return path;
}
