import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { execa } from "execa";
import { listImages } from "../engine/image-lookup.ts";
import { RECIPES, type Recipe, referencesOf } from "../images/catalogue.ts";
import { bringEngine, type EngineFiles, type EngineVersion, installedEngine } from "../setup/engine-files.ts";
import { eventually } from "./engine.ts";

/** Linux, as root: what an engine of one's own needs. */
export const canHaveOwnEngine = process.platform === "linux" && process.getuid?.() === 0;

const tagsOf = (recipes: readonly Recipe[]) => new Set(recipes.flatMap(referencesOf));
const STARTED = tagsOf(RECIPES.filter(({ spare }) => !spare));
/** What the labs start from, and are judged with. */
const startsLabs = (tag: string) =>
  STARTED.has(tag) || /^workshop-classroom\/compose:|^workshop\/[^/]+:reference$/.test(tag);
const CLASSROOM = tagsOf(RECIPES);
/** All that this project has made. */
const isOurs = (tag: string) => CLASSROOM.has(tag) || startsLabs(tag) || tag.startsWith("workshop-classroom/");

/** Reaps what is left to it, as process 1 of its namespace has to. */
const INIT =
  'mount --make-rprivate / && mount -t proc proc /proc && ip link set lo up && { [ "$1" = disk ] && mount --bind "$2" "$2" || mount -t tmpfs -o "size=$1" tmpfs "$2"; } && while :; do sleep 3600 & wait $!; done';

export interface PrivateOptions {
  /** The machine's own when not given. */
  readonly version?: EngineVersion;
  /** A disk in memory, of this size; else it writes to the machine's disk, as the machine's engine does. */
  readonly megabytes?: number;
  /** What the labs start from, and no more; else all of the machine's classroom images, however many those are by now. */
  readonly images?: "labs";
}

/**
 * A second Docker engine that may be killed: in namespaces of its own for processes, mounts and network, so it cannot meet
 * the machine's engine, and all of it ends with one process.
 */
export class PrivateEngine implements AsyncDisposable {
  readonly docker: Docker;
  readonly #dir: string;
  readonly #id: string;
  readonly #files: EngineFiles;
  #holder: ChildProcess | undefined;
  #init = 0;

  private constructor(dir: string, files: EngineFiles) {
    this.#dir = dir;
    this.#files = files;
    this.#id = dir.slice(dir.lastIndexOf("/") + 1);
    this.docker = new Docker({ socketPath: join(dir, "docker.sock") });
  }

  /** With the classroom and reference images of the machine's engine. */
  static async start(machine: Docker, { version, megabytes, images }: PrivateOptions = {}): Promise<PrivateEngine> {
    const engine = new PrivateEngine(await mkdtemp(join(tmpdir(), "e2e-engine-")), await filesOf(version));
    try {
      // Its socket is for everybody in its group, as the machine's is.
      await chmod(engine.#dir, 0o711);
      await engine.#unshare(megabytes === undefined ? "disk" : `${megabytes}m`);
      await engine.boot();
      await engine.#load(machine, images === "labs" ? startsLabs : isOurs);
      return engine;
    } catch (error) {
      await engine[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Tells docker and the checker where it is. */
  get env(): Record<string, string> {
    return { DOCKER_HOST: `unix://${this.#dir}/docker.sock` };
  }

  /** Before a command that has to see the ports which this engine publishes. */
  get through(): readonly string[] {
    return ["nsenter", `--net=/proc/${this.#init}/ns/net`];
  }

  /** Starts the daemon where it is not running, and waits until it answers. */
  async boot(): Promise<void> {
    if (await this.#answers()) return;
    const dir = this.#dir;
    const paths = [`--data-root=${dir}/data`, `--exec-root=${dir}/exec`, `--pidfile=${dir}/pid`];
    const place = [`--host=unix://${dir}/docker.sock`, `--cgroup-parent=/${this.#id}`];
    const command = [this.#files.dockerd, ...paths, ...place];
    const inside = ["--target", String(this.#init), "--net", "--mount", "--pid"];
    const env = { ...process.env, ...this.#files.env };
    const daemon = spawn("nsenter", [...inside, ...command], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    daemon.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    await eventually("the private engine", async () => {
      if (daemon.exitCode !== null) throw new Error(`dockerd ended:\n${said}`);
      return this.#answers();
    });
  }

  #answers(): Promise<boolean> {
    return this.docker.ping().then(
      () => true,
      () => false,
    );
  }

  /** kill -9, as the kernel does when memory runs out. Containers and containerd go on for a moment. */
  async kill(): Promise<void> {
    const pid = await this.#daemon();
    process.kill(pid, "SIGKILL");
    await eventually("the end of dockerd", async () => (await commOf(pid)) !== "dockerd");
  }

  /** Leaves so many bytes of its disk. */
  async fill(left: number): Promise<void> {
    const script = 'free=$(df --output=avail -B1 "$1" | tail -1); fallocate -l $((free - $2)) "$1/filler"';
    await this.#inside("sh", "-c", script, "sh", `${this.#dir}/data`, String(left));
  }

  async empty(): Promise<void> {
    await this.#inside("rm", `${this.#dir}/data/filler`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const holder = this.#holder;
    if (holder && holder.exitCode === null && holder.signalCode === null) {
      const ended = new Promise((resolve) => holder.once("close", resolve));
      holder.kill("SIGKILL");
      await ended;
    }
    await eventually("the end of its processes", async () => (await commOf(this.#init)) === undefined);
    await rm(this.#dir, { recursive: true, force: true });
    await removeControlGroups(this.#id);
  }

  async #unshare(size: string): Promise<void> {
    await mkdir(join(this.#dir, "data"));
    const args = ["--net", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", INIT, "bash"];
    const holder = spawn("unshare", [...args, size, join(this.#dir, "data")], { stdio: "ignore" });
    this.#holder = holder;
    this.#init = await eventually("the namespaces", async () => {
      if (holder.exitCode !== null) throw new Error("unshare ended: no namespaces can be made here");
      const [child] = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, "utf8")).trim().split(" ");
      if (!child) return undefined;
      const mounts = await readFile(`/proc/${child}/mounts`, "utf8");
      return mounts.includes(`${this.#dir}/data`) ? Number(child) : undefined;
    });
  }

  async #load(machine: Docker, isWanted: (tag: string) => boolean): Promise<void> {
    const images = await listImages(machine);
    const names = images.map(({ RepoTags }) => RepoTags ?? []).filter((tags) => tags.some(isWanted));
    const tags = names.flat().filter(isOurs);
    const script = 'docker save "$@" | docker --host "$0" load --quiet';
    await execa("sh", ["-c", script, this.env.DOCKER_HOST ?? "", ...tags]);
  }

  async #daemon(): Promise<number> {
    for (const pid of await readdir("/proc")) {
      if (!/^\d+$/.test(pid) || (await commOf(Number(pid))) !== "dockerd") continue;
      const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      if (command.includes(`${this.#dir}/docker.sock`)) return Number(pid);
    }
    throw new Error("the private dockerd does not run");
  }

  async #inside(...command: readonly string[]): Promise<void> {
    await execa("nsenter", ["--target", String(this.#init), "--mount", ...command]);
  }
}

async function filesOf(version?: EngineVersion): Promise<EngineFiles> {
  if (version !== undefined) return bringEngine(process.env, () => undefined, version);
  const installed = installedEngine(process.env);
  if (installed === undefined) throw new Error("this machine has no dockerd");
  return installed;
}

function commOf(pid: number): Promise<string | undefined> {
  return readFile(`/proc/${pid}/comm`, "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Control groups are folders; an empty one goes with rmdir. */
async function removeControlGroups(name: string): Promise<void> {
  const roots = ["/sys/fs/cgroup", ...(await readdir("/sys/fs/cgroup")).map((entry) => `/sys/fs/cgroup/${entry}`)];
  const remove = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) await remove(join(folder, entry.name));
    await rmdir(folder).catch(() => undefined);
  };
  for (const root of roots) await remove(join(root, name));
}
