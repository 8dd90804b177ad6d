/** What a field of a request is in a compose file: a key of a service, or nothing that has to be judged. */
type Field = string | readonly [key: string, convert: (value: unknown) => unknown] | undefined;

const keys = (value: unknown): unknown => (isRecord(value) ? Object.keys(value) : value);
const isSet = () => true;
/** Compose knows its own by these; that of the project is renamed into the run. */
const ownLabels = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("com.docker.compose.")))
    : value;

/** The closed list of what a container may be created with. What is not here becomes a key that no rule knows. */
export const CONTAINER: Readonly<Record<string, Field>> = {
  ...plain("AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce", "ArgsEscaped", "Volumes", "Image"),
  Hostname: "hostname",
  Domainname: "domainname",
  User: "user",
  ExposedPorts: ["expose", keys],
  Tty: "tty",
  OpenStdin: "stdin_open",
  Env: "environment",
  Cmd: "command",
  Healthcheck: "healthcheck",
  WorkingDir: "working_dir",
  Entrypoint: "entrypoint",
  MacAddress: "mac_address",
  Labels: ["labels", ownLabels],
  StopSignal: "stop_signal",
  StopTimeout: "stop_grace_period",
  ...plain("HostConfig", "NetworkingConfig"),
};

/** The same of `HostConfig`. Ports, mounts and networks are turned into what they are in a compose file by themselves. */
export const HOST: Readonly<Record<string, Field>> = {
  ...plain(
    "Binds",
    "Mounts",
    "VolumeDriver",
    "NetworkMode",
    "PortBindings",
    "PublishAllPorts",
    "AutoRemove",
    "ConsoleSize",
    "Links",
  ),
  LogConfig: "logging",
  RestartPolicy: "restart",
  VolumesFrom: "volumes_from",
  CapAdd: "cap_add",
  CapDrop: "cap_drop",
  CgroupnsMode: "cgroup",
  Dns: "dns",
  DnsOptions: "dns_opt",
  DnsSearch: "dns_search",
  ExtraHosts: "extra_hosts",
  GroupAdd: "group_add",
  IpcMode: "ipc",
  OomScoreAdj: "oom_score_adj",
  OomKillDisable: "oom_kill_disable",
  PidMode: "pid",
  Privileged: "privileged",
  ReadonlyRootfs: "read_only",
  SecurityOpt: "security_opt",
  StorageOpt: "storage_opt",
  Tmpfs: "tmpfs",
  UTSMode: "uts",
  UsernsMode: "userns_mode",
  ShmSize: "shm_size",
  Sysctls: "sysctls",
  Runtime: "runtime",
  Isolation: "isolation",
  CpuShares: "cpu_shares",
  Memory: "mem_limit",
  MemoryReservation: "mem_reservation",
  MemorySwap: "memswap_limit",
  MemorySwappiness: ["mem_swappiness", (value) => (value === -1 ? undefined : value)],
  NanoCpus: ["cpus", (value) => Number(value) / 1e9],
  CpuPeriod: "cpu_period",
  CpuQuota: "cpu_quota",
  CpuRealtimePeriod: "cpu_rt_period",
  CpuRealtimeRuntime: "cpu_rt_runtime",
  CpusetCpus: "cpuset",
  CgroupParent: "cgroup_parent",
  BlkioWeight: "blkio_config",
  BlkioWeightDevice: "blkio_config",
  BlkioDeviceReadBps: "blkio_config",
  BlkioDeviceReadIOps: "blkio_config",
  BlkioDeviceWriteBps: "blkio_config",
  BlkioDeviceWriteIOps: "blkio_config",
  Devices: "devices",
  DeviceCgroupRules: "device_cgroup_rules",
  DeviceRequests: "gpus",
  PidsLimit: "pids_limit",
  Ulimits: "ulimits",
  CpuCount: "cpu_count",
  CpuPercent: "cpu_percent",
  Init: "init",
};

/** A command in a container that runs. */
export const EXEC: Readonly<Record<string, Field>> = {
  ...plain("AttachStdin", "AttachStdout", "AttachStderr", "DetachKeys", "Detach", "ConsoleSize"),
  Tty: "tty",
  Env: "environment",
  Cmd: "command",
  WorkingDir: "working_dir",
  User: "user",
  Privileged: "privileged",
};

/** A container's place on a network. */
export const ENDPOINT: Readonly<Record<string, Field>> = {
  // What the engine itself found out, when a client sends it back.
  ...plain("NetworkID", "EndpointID", "Gateway", "IPAddress", "IPPrefixLen", "IPv6Gateway", "GlobalIPv6Address"),
  ...plain("GlobalIPv6PrefixLen", "DNSNames", "IPAMConfig", "Links"),
  Aliases: "aliases",
  MacAddress: "mac_address",
  DriverOpts: "driver_opts",
};

export const NETWORK: Readonly<Record<string, Field>> = {
  ...plain("Name", "CheckDuplicate"),
  Scope: ["scope", (value) => (value === "local" ? undefined : value)],
  Driver: "driver",
  Internal: "internal",
  Attachable: "attachable",
  EnableIPv6: "enable_ipv6",
  Options: "driver_opts",
  Labels: ["labels", ownLabels],
  IPAM: ["ipam", lowerCase],
};

export const VOLUME: Readonly<Record<string, Field>> = {
  ...plain("Name"),
  Driver: "driver",
  DriverOpts: "driver_opts",
  Labels: ["labels", ownLabels],
};

/** What a build is asked for, of the query. Limits are ours, and nothing that was built before is asked of anybody. */
export const BUILD: Readonly<Record<string, Field>> = {
  ...plain("t", "q", "nocache", "cachefrom", "pull", "rm", "forcerm", "version", "buildid", "dockerfile"),
  ...plain("memory", "memswap", "cpushares", "cpusetcpus", "cpusetmems", "cpuperiod", "cpuquota"),
  remote: "context",
  buildargs: "args",
  labels: ["labels", ownLabels],
  networkmode: "network",
  target: "target",
  platform: ["platforms", isSet],
  shmsize: "shm_size",
  extrahosts: "extra_hosts",
  ulimits: "ulimits",
  isolation: "isolation",
};

/**
 * The key for a field that is on no list. The engine takes names in any letters, `source` for `Source`: none of them may pass for
 * a key that a rule knows.
 */
export const unknown = (name: string): string => `${name} (unknown)`;

/** Fields with what they hold that means something, as keys of a compose file. */
export function judgeable(value: object, fields: Readonly<Record<string, Field>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(value)) {
    if (isZero(held)) continue;
    const field = Object.hasOwn(fields, name) ? fields[name] : unknown(name);
    if (field === undefined) continue;
    const [key, convert] = typeof field === "string" ? [field, (same: unknown) => same] : field;
    const converted = convert(held);
    if (converted !== undefined) found[key] = converted;
  }
  return found;
}

/** Only what means something, so that nothing is passed on that was not judged. */
export function known<T extends object>(value: T, fields: Readonly<Record<string, Field>>): T {
  const kept = Object.entries(value).filter(([name, held]) => Object.hasOwn(fields, name) && !isZero(held));
  return Object.fromEntries(kept) as T;
}

/** Clients send every field, most of them with the value that the engine takes for none. */
export function isZero(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === 0 || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(...names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function lowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCase);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, held]) => !isZero(held));
  return Object.fromEntries(kept.map(([key, held]) => [key.toLowerCase(), lowerCase(held)]));
}
