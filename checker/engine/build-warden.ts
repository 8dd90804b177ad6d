import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIMIT } from "./limits.ts";

/** Seconds between two looks. */
const EVERY = 0.1;
/** Where the engine's BuildKit puts each RUN: one folder for each controller (version 1), or one for all (version 2). */
const V1 = ["memory", "pids", "cpu"].map((controller) => `/sys/fs/cgroup/${controller}/docker/buildkit`);
const V2 = "/sys/fs/cgroup/docker/buildkit";

/**
 * Limits what RUN may use. The BuildKit in older engines takes no limits (`--cgroup-parent` and `--ulimit` are ignored),
 * so its control groups are limited from outside as they appear: Linux, as root, on the engine's own machine. Elsewhere
 * only the deadline of the build holds. Groups of other builds are left alone: ours carry a mark in their environment.
 */
export class BuildWarden implements Disposable {
  readonly #known = new Set<string>();
  readonly #mark: string;
  readonly #timer: NodeJS.Timeout | undefined;

  /** `id` is the session's. */
  constructor(id: string) {
    this.#mark = markOf(projectOf(id));
    if (process.platform !== "linux" || process.getuid?.() !== 0) return;
    this.#timer = setInterval(() => this.#look(), EVERY * 1000);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const root of [...V1, V2])
      for (const name of foldersIn(root)) {
        const group = join(root, name);
        if (this.#known.has(group) || !this.#isOurs(group)) continue;
        this.#known.add(group);
        for (const [file, value] of LIMITS) if (existsSync(join(group, file))) write(join(group, file), value);
      }
  }

  #isOurs(group: string): boolean {
    const pids = read(join(group, "cgroup.procs")).split("\n").filter(Boolean);
    return pids.some((pid) => read(`/proc/${pid}/environ`).includes(this.#mark));
  }
}

const MILLION = 1_000_000;

const LIMITS: readonly (readonly [string, string])[] = [
  ["pids.max", String(LIMIT.buildPids)],
  ["memory.limit_in_bytes", String(LIMIT.buildMemory)],
  ["memory.memsw.limit_in_bytes", String(LIMIT.buildMemory)],
  ["memory.max", String(LIMIT.buildMemory)],
  ["memory.swap.max", "0"],
  ["cpu.cfs_quota_us", String(LIMIT.buildCpus * 100_000)],
  ["cpu.max", `${LIMIT.buildCpus * MILLION} ${MILLION}`],
];

/** The name under which a session's stacks and builds run. */
export function projectOf(id: string): string {
  return `workshop-${id}`;
}

/** A proxy for FTP that leads nowhere: BuildKit gives it to every RUN, and it changes neither image nor cache. */
export function markOf(project: string): string {
  return `http://${project}.invalid`;
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A group that has just ended cannot be limited any more, and need not be. */
function write(file: string, value: string): void {
  try {
    writeFileSync(file, value);
  } catch {}
}
