import { existsSync, type FSWatcher, readdirSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIMIT, wholeMemory } from "./limits.ts";
import { processIds, textOf } from "./proc.ts";
import type { Session } from "./session.ts";

/** Seconds between two looks. */
const EVERY = 0.1;
const CONTROL_GROUPS = "/sys/fs/cgroup";
/** Version 1 has a tree of groups for each of these, version 2 has one for all. */
const TREES = ["memory", "pids", "cpu", "cpu,cpuacct", "."];

/**
 * Limits what RUN may use. The BuildKit in older engines takes no limits (`--cgroup-parent` and `--ulimit` are ignored),
 * so its control groups are limited from outside as they appear: Linux, as root, on the engine's own machine. Elsewhere
 * only the deadline of the build holds. Steps of other builds are left alone: BuildKit writes down what each step is
 * started with, our mark among it, and in which group, where nothing that runs in the step can change it. Stages that
 * run side by side have a limit together, too: their builds are ended.
 */
export class BuildWarden implements Disposable {
  /** Steps of ours whose groups have all their limits, and steps of others. */
  readonly #done = new Set<string>();
  readonly #session: Session;
  readonly #mark: string;
  /** Where the memory of each step of ours is told. */
  readonly #memories = new Map<string, string>();
  #whole = Number.POSITIVE_INFINITY;
  readonly #watchers: FSWatcher[] = [];
  #folders: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#mark = markOf(projectOf(session.id));
    if (process.platform !== "linux" || process.getuid?.() !== 0) return;
    this.#timer = setInterval(() => this.#look(), EVERY * 1000);
    this.#timer.unref();
    void this.#find();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const watcher of this.#watchers) watcher.close();
  }

  /** Where the engine's BuildKit keeps a folder for each step that runs. An engine may see another file system than we do. */
  async #find(): Promise<void> {
    const info = await this.#session.info().catch(() => undefined);
    if (info === undefined || this.#timer === undefined) return;
    this.#whole = wholeMemory(info.MemTotal);
    const places = [info.DockerRootDir, ...daemons().map((pid) => `/proc/${pid}/root${info.DockerRootDir}`)];
    this.#folders = places.map((place) => join(place, "buildkit/executor")).filter((folder) => existsSync(folder));
    for (const folder of this.#folders) this.#listen(folder);
  }

  /** Sooner than the timer. Another engine's folder may be gone with it. */
  #listen(folder: string): void {
    try {
      this.#watchers.push(watch(folder, () => this.#look()).on("error", () => undefined));
    } catch {}
  }

  #look(): void {
    for (const folder of this.#folders)
      for (const name of namesIn(folder)) {
        const step = join(folder, name);
        if (!this.#done.has(step) && this.#settle(step)) this.#done.add(step);
      }
    this.#weigh();
  }

  /** Ends the builds of the session when their steps use more memory together than a submission may as a whole. */
  #weigh(): void {
    let used = 0;
    for (const [step, file] of this.#memories) {
      if (existsSync(file)) used += memoryIn(textOf(file));
      else this.#memories.delete(step);
    }
    if (used > this.#whole)
      this.#session.endBuilds({
        of: "memory",
        why: `the steps that ran side by side had used more than ${Math.round(this.#whole / MIB)} MB of memory`,
      });
  }

  /** False for a step that is to be looked at again: it is about to start, or has not taken every limit yet. */
  #settle(step: string): boolean {
    const { process, linux } = specOf(step) ?? {};
    if (process?.env === undefined || !linux?.cgroupsPath) return false;
    if (!process.env.some((variable) => variable.endsWith(`=${this.#mark}`))) return true;
    const groups = TREES.map((tree) => join(CONTROL_GROUPS, tree, linux.cgroupsPath ?? "")).filter(existsSync);
    const files = groups.flatMap((group) => LIMITS.map(([file, value]) => [join(group, file), value] as const));
    const memory = groups.map((group) => join(group, "memory.stat")).find(existsSync);
    if (memory !== undefined) this.#memories.set(step, memory);
    const taken = files.filter(([file]) => existsSync(file)).map(([file, value]) => write(file, value));
    return taken.length >= FEWEST && taken.every(Boolean);
  }
}

const MILLION = 1_000_000;
const MIB = 1024 * 1024;

const LIMITS: readonly (readonly [string, string])[] = [
  ["pids.max", String(LIMIT.buildPids)],
  ["memory.limit_in_bytes", String(LIMIT.buildMemory)],
  ["memory.memsw.limit_in_bytes", String(LIMIT.buildMemory)],
  ["memory.max", String(LIMIT.buildMemory)],
  ["memory.swap.max", "0"],
  ["cpu.cfs_quota_us", String(LIMIT.buildCpus * 100_000)],
  ["cpu.max", `${LIMIT.buildCpus * MILLION} ${MILLION}`],
];
/** Processes, memory and processor: BuildKit makes the groups of version 1 one after the other. */
const FEWEST = 3;

interface Spec {
  readonly process?: { readonly env?: readonly string[] };
  readonly linux?: { readonly cgroupsPath?: string };
}

/** Bytes that the system cannot take back: of programs, and of files that lie in memory. `memory.stat` of either version. */
function memoryIn(stat: string): number {
  return [...stat.matchAll(/^(?:rss|anon|shmem) (\d{1,20})$/gm)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

/** What runc is told about a step. Source: OCI runtime specification, config.json. */
function specOf(step: string): Spec | undefined {
  try {
    return JSON.parse(textOf(join(step, "config.json"))) as Spec;
  } catch {
    return undefined;
  }
}

/** The name under which a session's stacks and builds run. */
export function projectOf(id: string): string {
  return `workshop-${id}`;
}

/** A proxy for FTP that leads nowhere: BuildKit gives it to every RUN, and it changes neither image nor cache. */
export function markOf(project: string): string {
  return `http://${project}.invalid`;
}

function daemons(): readonly string[] {
  return processIds().filter((pid) => textOf(`/proc/${pid}/comm`).trim() === "dockerd");
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** True when it is written. A group that has just ended cannot be limited any more, and need not be. */
function write(file: string, value: string): boolean {
  try {
    writeFileSync(file, value);
    return true;
  } catch {
    return false;
  }
}
