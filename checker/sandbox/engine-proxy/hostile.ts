/** What somebody might ask of the engine, past the docker command. */
export interface Attack {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** Ids and names of what is not the run's. */
export interface Victim {
  readonly container: string;
  readonly containerName: string;
  readonly network: string;
  readonly networkName: string;
  readonly volume: string;
  readonly image: string;
  readonly imageId: string;
  readonly exec: string;
}

const created = (what: string, host: object, more: object = {}): Attack => ({
  what,
  method: "POST",
  path: "/containers/create",
  body: { Image: "redis:8", Cmd: ["true"], ...more, HostConfig: host },
});
const bound = (source: string, options = "") => created(`a mount of ${source}`, { Binds: [`${source}:/x${options}`] });
const mounted = (what: string, mount: object) => created(what, { Mounts: [{ Target: "/x", ...mount }] });
const network = (what: string, body: object): Attack => ({ what, method: "POST", path: "/networks/create", body });
const asked = (method: string, path: string, body?: unknown): Attack => ({
  what: `${method} ${path}`,
  method,
  path,
  body,
});

/** Each of these has to be refused. */
export const refused = (victim: Victim): readonly Attack[] => [
  created("all rights", { Privileged: true }),
  created("a capability", { CapAdd: ["SYS_ADMIN"] }),
  created("all capabilities", { CapAdd: ["all"] }),
  created("a device", { Devices: [{ PathOnHost: "/dev/sda", PathInContainer: "/dev/sda", CgroupPermissions: "rwm" }] }),
  created("a rule for devices", { DeviceCgroupRules: ["b *:* rwm"] }),
  created("a graphics card", { DeviceRequests: [{ Count: -1, Capabilities: [["gpu"]] }] }),
  created("the machine's processes", { PidMode: "host" }),
  created("another's processes", { PidMode: `container:${victim.container}` }),
  created("the machine's network", { NetworkMode: "host" }),
  created("another's network namespace", { NetworkMode: `container:${victim.container}` }),
  created("the machine's shared memory", { IpcMode: "host" }),
  created("the machine's name", { UTSMode: "host" }),
  created("the machine's users", { UsernsMode: "host" }),
  created("the machine's control groups", { CgroupnsMode: "host" }),
  created("a control group", { CgroupParent: "/docker" }),
  created("no seccomp", { SecurityOpt: ["seccomp=unconfined"] }),
  created("no apparmor", { SecurityOpt: ["apparmor=unconfined"] }),
  created("another's volumes", { VolumesFrom: [victim.container] }),
  created("a kernel parameter", { Sysctls: { "kernel.shmmax": "1" } }),
  created("another runtime", { Runtime: "io.containerd.kata.v2" }),
  created("a place before others", { OomScoreAdj: -900 }),
  created("no end for want of memory", { OomKillDisable: true }),
  created("a group of the machine", { GroupAdd: ["docker"] }),
  created("the machine's address", { ExtraHosts: ["machine:host-gateway"] }),
  created("a name server of the machine", { Dns: ["127.0.0.1"] }),
  created("the disk for itself", { BlkioWeight: 1000 }),
  created("real time", { CpuRealtimeRuntime: 950000 }),
  created("another control group", { Cgroup: "container:x" }),
  created("keys in other letters", {}, { hostconfig: { Privileged: true } }),
  created("an unknown key", { Teleport: "yes" }),
  created("a label of the checker", {}, { Labels: { "workshop.run": "0" } }),
  created("an image of the checker", {}, { Image: "workshop/shell:1" }),
  created("an image that others have built", {}, { Image: victim.image }),
  created("an image by its id", {}, { Image: victim.imageId }),
  created("an image of a private registry", {}, { Image: "10.0.0.1:5000/image" }),
  bound("/"),
  bound("/etc"),
  bound("/workspace/../etc"),
  bound("/workspace/link"),
  bound("/workspace/link/passwd"),
  bound("/var/run/docker.sock"),
  bound("/run/workshop"),
  bound("/proc/self/root"),
  bound("/workspace", ":rshared"),
  bound("/workspace", ":exec"),
  mounted("a mount of /", { Type: "bind", Source: "/" }),
  mounted("a mount that is passed on", { Type: "bind", Source: "/workspace", BindOptions: { Propagation: "shared" } }),
  mounted("a source in other letters", { Type: "bind", Source: "/workspace", source: "/" }),
  mounted("a type in other letters", { Type: "volume", Source: "v", type: "bind" }),
  mounted("options in other letters", { Type: "bind", Source: "/workspace", bindoptions: { Propagation: "shared" } }),
  mounted("an option in other letters", {
    Type: "bind",
    Source: "/workspace",
    BindOptions: { Propagation: "private", propagation: "shared" },
  }),
  mounted("a pipe", { Type: "npipe", Source: "docker_engine" }),
  mounted("a volume that is the machine's disk", {
    Type: "volume",
    Source: "v",
    VolumeOptions: { DriverConfig: { Name: "local", Options: { type: "none", o: "bind", device: "/" } } },
  }),
  created("a driver for volumes", { VolumeDriver: "sshfs", Binds: ["v:/x"] }),
  {
    what: "a volume that is a folder of the machine",
    method: "POST",
    path: "/volumes/create",
    body: { Name: "v", DriverOpts: { type: "none", o: "bind", device: "/" } },
  },
  network("a network on the machine's", { Name: "n", Driver: "macvlan", Options: { parent: "eth0" } }),
  network("a network with the machine's bridge", {
    Name: "n",
    Options: { "com.docker.network.bridge.name": "docker0" },
  }),
  network("a network for all", { Name: "n", Ingress: true }),
  network("a network over the machine's", { Name: "n", IPAM: { Config: [{ Subnet: "0.0.0.0/1" }] } }),

  asked("GET", `/containers/${victim.container}/json`),
  asked("GET", `/containers/${victim.containerName}/logs?stdout=1`),
  asked("GET", `/containers/${victim.container.slice(0, 12)}/archive?path=/`),
  asked("GET", `/containers/${victim.container}/export`),
  asked("DELETE", `/containers/${victim.container}?force=1`),
  asked("POST", `/containers/${victim.container}/exec`, { Cmd: ["true"] }),
  asked("POST", `/exec/${victim.exec}/start`, { Detach: true }),
  asked("POST", `/containers/${victim.container}/kill`),
  asked("POST", `/networks/${victim.network}/connect`, { Container: victim.container }),
  asked("GET", `/networks/${victim.networkName}`),
  asked("DELETE", `/networks/${victim.network}`),
  asked("DELETE", `/volumes/${victim.volume}`),
  asked("GET", `/images/${victim.imageId}/json`),
  asked("DELETE", `/images/${victim.image}?force=1`),
  asked("POST", `/images/${victim.image}/push`),
  asked("POST", "/images/create?fromSrc=-"),
  asked("POST", "/images/create?fromImage=127.0.0.1:1/image&tag=1"),

  asked("GET", "/swarm"),
  asked("POST", "/swarm/init", { ListenAddr: "0.0.0.0:2377" }),
  asked("POST", "/plugins/pull?remote=sshfs"),
  asked("POST", "/session"),
  asked("POST", "/grpc"),
  asked("POST", "/commit?container=x"),
  asked("POST", "/images/load"),
  asked("GET", "/system/df"),
  asked("POST", "/auth", { username: "a", password: "b" }),
  asked("POST", "/build?remote=http://127.0.0.1:1/context.tar"),
  asked("POST", "/build?networkmode=host"),
  asked("POST", "/build?securityopt=seccomp%3Dunconfined"),
  asked("POST", "/v1.12/containers/create", { Image: "redis:8" }),
  asked("GET", "/v2.0/containers/json"),
  asked("GET", "/containers/../swarm"),
  asked("GET", "/containers/%2e%2e/json"),
  asked("GET", `/containers/x%2f..%2f${victim.container}/json`),
  asked("GET", `/containers/%252e%252e%252f${victim.container}/json`),
  asked("GET", "//containers/json"),
  asked("GET", "/containers/json/"),
  asked("GET", "/containers/x/top?ps_args=--version"),
  asked("GET", "/volumes/..%2f..%2fetc"),
  asked("GET", "/images/..%2f..%2fswarm/json"),
  asked("GET", "http://docker/swarm"),
  asked("POST", "/containers/create", ["a list"]),
  asked("POST", "/containers/create", "{"),
  asked("POST", "/networks/create", { Name: "../n" }),
];

/** Bytes that are no honest request; none of them may get an answer that says yes. */
export const RAW: Readonly<Record<string, string>> = {
  "two lengths": "POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
  "a length and chunks":
    "GET /version HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /swarm HTTP/1.1\r\nHost: d\r\n\r\n",
  "chunks by another name":
    "POST /volumes/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
  "a header on two lines": "GET /version HTTP/1.1\r\nHost: d\r\nX: a\r\n b\r\nTransfer-Encoding : chunked\r\n\r\n",
  "no host": "GET /swarm HTTP/1.1\r\n\r\n",
  "huge headers": `GET /version HTTP/1.1\r\nHost: d\r\nX: ${"x".repeat(100_000)}\r\n\r\n`,
  "a huge path": `GET /containers/${"x".repeat(100_000)}/json HTTP/1.1\r\nHost: d\r\n\r\n`,
  "an upgrade of what has none":
    "GET /version HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nGET /swarm HTTP/1.1\r\n\r\n",
  "an upgrade to BuildKit": "POST /session HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
  "an upgrade with chunks":
    "POST /exec/0/start HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nTransfer-Encoding: chunked\r\n\r\n",
  "an upgrade with half of its body":
    "POST /exec/0/start HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 99999999\r\n\r\n{",
  "a tunnel": "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: d\r\n\r\n",
  "HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "no HTTP at all": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
};
