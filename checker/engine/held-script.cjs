// Says how much disk containers hold beside their own layers, as the kernel sees it: files that are open or mapped and have
// no name any more, volumes, mounted folders and the files that the engine itself mounts (/etc/hosts). Runs as a process of
// the machine, or in a container that sees the machine's processes. It says as well what the steps of builds write that carry a
// mark. One JSON question a line: {ids, enough, builds: {root, mark, enough}}; one answer a line:
// {held: {id: {bytes, files}}, total, steps: {name: bytes}}. Only Node's own modules: it may be handed to `node -e` as it stands.
const fs = require("node:fs");

const NOT_ON_DISK = new Set(
  "proc sysfs tmpfs ramfs overlay cgroup cgroup2 devpts mqueue hugetlbfs bpf debugfs tracefs".split(" "),
);
/** What a file or folder takes at least, whatever is in it. */
const LEAST = 4096;
/** The device of shared memory that has no name: the kernel's first file system of this kind, mounted nowhere. */
const KERNELS_OWN = 1;
/** Open files of one container that are looked at: more would hold the look up. */
const MOST_FILES = 100_000;

function attempt(action, otherwise) {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

const read = (path) => attempt(() => fs.readFileSync(path, "utf8"), "");
const list = (path) => attempt(() => fs.readdirSync(path), []);

/** The processes of each container and step. A control group's name holds its id, whatever else it holds. */
function processesOf(ids) {
  const found = new Map(ids.map((id) => [id, []]));
  const outside = new Set(["1", ...daemons()].map(rootOf));
  for (const pid of processes()) {
    const group = read(`/proc/${pid}/cgroup`);
    const id = /[0-9a-f]{64}/.exec(group)?.[0] ?? /[a-z0-9]{25}/.exec(group)?.[0];
    // What is about to become a container is in its group already, and still sees the files of the machine.
    if (found.has(id) && !outside.has(rootOf(pid))) found.get(id).push(pid);
  }
  return found;
}

function rootOf(pid) {
  const stat = attempt(() => fs.statSync(`/proc/${pid}/root`), undefined);
  return stat && `${stat.dev}:${stat.ino}`;
}

function daemons() {
  return processes().filter((pid) => read(`/proc/${pid}/comm`).trim() === "dockerd");
}

function processes() {
  return list("/proc").filter((name) => /^\d+$/.test(name));
}

/** Mounts as a process sees them. Source for the fields: proc_pid_mountinfo(5). */
function mountsOf(pid) {
  return read(`/proc/${pid}/mountinfo`)
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [fields, source] = line.split(" - ").map((half) => half.split(" "));
      const path = fields[4].replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8)));
      const layer = /,upperdir=([^,]+)/.exec(source?.[2] ?? "")?.[1];
      return { path, writable: fields[5].split(",").includes("rw"), type: source?.[0], layer };
    });
}

class Count {
  bytes = 0;
  files = 0;
  #seen = new Set();
  #all;

  constructor(all) {
    this.#all = all;
  }

  /** True for what was not counted before. */
  add(stat) {
    const key = `${stat.dev}:${stat.ino}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const bytes = Math.max(LEAST, stat.blocks * 512);
    this.bytes += bytes;
    if (!this.#all.seen.has(key)) this.#all.bytes += bytes;
    this.#all.seen.add(key);
    return true;
  }
}

/** Threads may have open files of their own. */
function openFiles(pid, count, inMemory) {
  for (const task of list(`/proc/${pid}/task`))
    for (const name of list(`/proc/${pid}/task/${task}/fd`)) {
      if (++count.files > MOST_FILES) return;
      nameless(`/proc/${pid}/task/${task}/fd/${name}`, count, inMemory);
    }
}

function mappedFiles(pid, count, inMemory) {
  for (const line of read(`/proc/${pid}/maps`).split("\n")) {
    if (!line.endsWith(" (deleted)")) continue;
    if (++count.files > MOST_FILES) return;
    const [range] = line.split(" ");
    const [from, to] = range.split("-").map((hex) => hex.replace(/^0+(?=.)/, ""));
    nameless(`/proc/${pid}/map_files/${from}-${to}`, count, inMemory);
  }
}

function nameless(path, count, inMemory) {
  const stat = attempt(() => fs.statSync(path, { throwIfNoEntry: false }), undefined);
  if (stat?.isFile() && stat.nlink === 0 && !inMemory.has(stat.dev)) count.add(stat);
}

function folder(path, count, enough) {
  const stat = attempt(() => fs.lstatSync(path, { throwIfNoEntry: false }), undefined);
  if (stat === undefined || !count.add(stat) || !stat.isDirectory()) return;
  for (const name of list(path)) {
    if (count.bytes > enough) return;
    folder(`${path}/${name}`, count, enough);
  }
}

function count(pids, counted, enough) {
  const mounts = mountsOf(pids[0]);
  const root = `/proc/${pids[0]}/root`;
  // Memory is limited by itself.
  const inMemory = new Set(
    mounts
      .filter(({ type }) => type === "tmpfs")
      .map(({ path }) => attempt(() => fs.statSync(`${root}${path}`).dev, undefined)),
  );
  inMemory.add(KERNELS_OWN);
  for (const pid of pids) {
    openFiles(pid, counted, inMemory);
    mappedFiles(pid, counted, inMemory);
  }
  for (const { path, type, writable } of mounts)
    if (writable && !NOT_ON_DISK.has(type)) folder(`${root}${path}`, counted, enough);
  return mounts.find(({ path }) => path === "/")?.layer;
}

/** BuildKit writes down what it starts each step with. An engine may see another file system than we do. */
function stepsOf({ root, mark }) {
  return daemons().flatMap((pid) => {
    const machine = `/proc/${pid}/root`;
    return list(`${machine}${root}/buildkit/executor`)
      .filter((name) => read(`${machine}${root}/buildkit/executor/${name}/config.json`).includes(mark))
      .map((name) => ({ name, machine }));
  });
}

function look({ ids, enough, builds }) {
  const all = { bytes: 0, seen: new Set() };
  const steps = builds === undefined ? [] : stepsOf(builds);
  const found = processesOf([...ids, ...steps.map(({ name }) => name)]);
  const held = {};
  for (const id of ids) {
    const pids = found.get(id);
    if (pids.length === 0) continue;
    const counted = new Count(all);
    count(pids, counted, enough);
    held[id] = { bytes: counted.bytes, files: counted.files };
  }
  const written = {};
  for (const { name, machine } of steps) {
    const pids = found.get(name);
    if (pids.length === 0) continue;
    const counted = new Count({ bytes: 0, seen: new Set() });
    const layer = count(pids, counted, builds.enough);
    if (layer !== undefined) folder(`${machine}${layer}`, counted, builds.enough);
    written[name] = counted.bytes;
  }
  return { held, total: all.bytes, steps: written };
}

const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => process.stdout.write(`${JSON.stringify(look(JSON.parse(line)))}\n`));
lines.on("close", () => process.exit());
