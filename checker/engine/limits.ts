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

/** What may be used: far above what any service of a lab needs, far below what hurts the machine. Sizes in bytes. */
export const LIMIT = {
  memory: 512 * MIB,
  pids: 256,
  cpus: 1,
  logSize: "4m",
  /** What a container may write: its own layer, and its volumes. */
  disk: 1024 * MIB,
  /** A built image. */
  image: 2 * 1024 * MIB,
  /** What a step of a build may write. */
  buildDisk: 3 * 1024 * MIB,
  /** What the engine's disk may lose while the images of a submission are built: several may be built at once. */
  builds: 12 * 1024 * MIB,
  buildMemory: 1536 * MIB,
  buildPids: 1024,
  buildCpus: 1.5,
} as const;

/** What a submission may use as a whole, however many containers it is. */
export const WHOLE = {
  containers: 64,
  /** All that its containers write. */
  disk: 4 * 1024 * MIB,
  pids: 4096,
  /** Of the machine's memory; each container gets its share of it. */
  memoryShare: 1 / 2,
  /** What that is at least. */
  memory: 4 * 1024 * MIB,
} as const;

/** Bytes of memory that a submission may use as a whole. */
export function wholeMemory(machineMemory: number): number {
  return Math.max(WHOLE.memory, machineMemory * WHOLE.memoryShare);
}

/** What one of so many containers may use: as much as one alone, unless all of them would be too much for the machine. */
export function shareOf(containers: number, machineMemory: number): { readonly memory: number; readonly pids: number } {
  return {
    memory: Math.min(LIMIT.memory, Math.floor(wholeMemory(machineMemory) / containers / MIB) * MIB),
    pids: Math.min(LIMIT.pids, Math.floor(WHOLE.pids / containers)),
  };
}

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
