import type Docker from "dockerode";

const MIB = 1024 * 1024;

/**
 * What stays of a container's capabilities: what images like redis and nginx need to prepare a folder as root, become
 * another user, and listen on port 80. Source for the names: capabilities(7).
 */
export const CAPABILITIES: readonly string[] = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "KILL",
  "NET_BIND_SERVICE",
  "SETGID",
  "SETUID",
];

/** What one container may use: far above what any service of a lab needs, far below what hurts the machine. */
export const LIMIT = { memory: 512 * MIB, pids: 256, cpus: 1, logSize: "4m" } as const;

/** The same as the engine's API takes it. */
export const LIMITS: Docker.HostConfig = {
  Memory: LIMIT.memory,
  MemorySwap: LIMIT.memory,
  PidsLimit: LIMIT.pids,
  NanoCpus: LIMIT.cpus * 1e9,
  CapDrop: ["ALL"],
  CapAdd: [...CAPABILITIES],
  SecurityOpt: ["no-new-privileges"],
  LogConfig: { Type: "json-file", Config: { "max-size": LIMIT.logSize, "max-file": "1" } },
};
