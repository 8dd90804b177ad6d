import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type Docker from "dockerode";
import { GraderError } from "../core/errors.ts";
import type { Emit } from "../core/events.ts";
import type { Phase } from "../core/report.ts";
import { engineBuilder } from "./builder.ts";
import { ClientConfig } from "./client-config.ts";
import { command } from "./command.ts";
import { EngineWatch } from "./engine-watch.ts";
import {
  badClient,
  folderGone,
  noClient,
  noSpace,
  saysAway,
  saysBadClient,
  saysNoSpace,
  throwEngineError,
} from "./errors.ts";
import { KEPT, OWNER, RUN } from "./labels.ts";
import { OWNER_VARIABLE } from "./orphans.ts";
import { thisOwner } from "./owner.ts";
import { hasRoom } from "./room.ts";
import { removeLabelled } from "./sweep.ts";

export interface SessionOptions {
  readonly docker: Docker;
  readonly env: NodeJS.ProcessEnv;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Whether builds and containers may reach the Internet; `default` is as Docker does it. */
  readonly network?: "none" | "default";
}

/** More than a build may take. */
export interface Excess {
  readonly of: "disk" | "memory";
  /** What it had done: `a step of the build had written more than ...`. */
  readonly why: string;
}

export interface CommandResult {
  readonly ok: boolean;
  /** Ended by us: the deadline passed. */
  readonly late: boolean;
  /** What a build took too much of, when the checker ended it for that. */
  readonly ended: Excess | undefined;
  /** The first and the last of stdout and stderr, as they came. */
  readonly output: string;
  readonly stdout: string;
}

export interface CliOptions {
  readonly cwd?: string;
  /** Seconds. */
  readonly deadline: number;
  readonly input?: string;
}

export interface EngineInfo {
  /** Where it keeps everything, as it sees its file system. */
  readonly DockerRootDir: string;
  /** Memory of its machine, in bytes. */
  readonly MemTotal: number;
}

/** One run of the checker against one engine: whatever is created through it is labelled, and removed when it ends. */
export class Session implements AsyncDisposable {
  readonly id = randomBytes(4).toString("hex");
  readonly docker: Docker;
  /** Aborted when the whole part has to end, or when the engine went away. */
  readonly signal: AbortSignal;
  readonly labels: Readonly<Record<string, string>>;
  readonly keptLabels: Readonly<Record<string, string>> = { [KEPT]: this.id };
  readonly emit: Emit;
  readonly network: "none" | "default";
  /** For the docker CLI: how to find the engine, and nothing that a compose file could read. */
  readonly env: NodeJS.ProcessEnv;
  readonly #config: ClientConfig;
  readonly #began = performance.now();
  readonly #watch: EngineWatch;
  readonly #open = new Set<Promise<unknown>>();
  readonly #builds = new Map<AbortController, number>();
  #info: Promise<EngineInfo> | undefined;
  #ended = false;

  constructor({ docker, env, emit, signal, network = "default" }: SessionOptions) {
    const owner = thisOwner();
    this.docker = docker;
    this.network = network;
    this.emit = emit;
    this.labels = { [RUN]: this.id, [OWNER]: owner };
    this.#config = new ClientConfig(env);
    const { folder } = this.#config;
    this.env = { ...scrubbed(env), [OWNER_VARIABLE]: owner, ...(folder !== undefined && { DOCKER_CONFIG: folder }) };
    this.#watch = new EngineWatch(docker, `${RUN}=${this.id}`);
    this.signal = AbortSignal.any([signal, this.#watch.lost]);
  }

  /** Aborts the signal when the engine does not answer: what has just failed may have failed for that reason. */
  confirmEngine(): Promise<void> {
    return this.#watch.confirm();
  }

  /** What the engine says about itself and its machine; asked once. */
  info(): Promise<EngineInfo> {
    this.#info ??= this.docker.info().catch(throwEngineError);
    return this.#info;
  }

  /** Seconds since the first of the builds that go on was begun; undefined when there is none. */
  get buildingFor(): number | undefined {
    const began = Math.min(...this.#builds.values());
    return Number.isFinite(began) ? this.now() - began : undefined;
  }

  /** Ends what is being built now. What they took too much of is told; an error of ours is thrown. */
  endBuilds(why: Excess | GraderError): void {
    for (const build of this.#builds.keys()) build.abort(why);
  }

  /** Runs a docker command that builds. */
  async cliBuild(args: readonly string[], options: CliOptions): Promise<CommandResult> {
    const build = new AbortController();
    this.#builds.set(build, this.now());
    try {
      const result = await this.cli(args, options, build.signal);
      const { aborted, reason } = build.signal;
      if (reason instanceof GraderError) throw reason;
      return aborted ? { ...result, ended: reason as Excess } : result;
    } finally {
      this.#builds.delete(build);
    }
  }

  /** What creates something on the engine. When the session ends it is waited for, so that nothing appears afterwards. */
  async creating<T>(action: () => Promise<T>): Promise<T> {
    this.#throwIfEnded();
    const made = action();
    this.#open.add(made);
    try {
      return await made;
    } finally {
      this.#open.delete(made);
    }
  }

  /** Seconds since the session began. */
  now(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** Tells what is going on, and how long it took. */
  async step<T>(phase: Phase, subject: string, action: () => Promise<T>): Promise<T> {
    const start = this.now();
    this.emit({ type: "step-started", phase, subject });
    try {
      return await this.creating(action);
    } finally {
      this.emit({ type: "step-ended", step: { phase, subject, start, seconds: this.now() - start } });
    }
  }

  /** Runs the docker CLI. `deadline` in seconds. Throws only where the fault is ours. */
  async cli(args: readonly string[], options: CliOptions, end?: AbortSignal): Promise<CommandResult> {
    // Of what is left of a part, which may be any fraction, or nothing.
    const clock = AbortSignal.timeout(Math.max(0, Math.ceil(options.deadline * 1000)));
    this.#throwIfEnded();
    const { deadline: _, ...rest } = options;
    const signal = AbortSignal.any([this.signal, clock, ...(end ? [end] : [])]);
    const ended = await command("docker", args, { ...rest, env: this.env, signal });
    this.signal.throwIfAborted();
    const { output, stdout } = ended;
    const result = { ok: !ended.failed, late: clock.aborted, ended: undefined, output, stdout };
    if (end?.aborted) return result;
    if (ended.failed && rest.cwd !== undefined && !existsSync(rest.cwd)) throw folderGone(rest.cwd);
    if (ended.failed && ended.code === "ENOENT") throw noClient();
    if (!result.ok) await this.#confirmOurs(result.output);
    if (!result.ok && saysBadClient(result.output)) throw badClient(result.output);
    return result;
  }

  #throwIfEnded(): void {
    this.signal.throwIfAborted();
    if (this.#ended) throw runEnded();
  }

  /** A failure that reads like one of ours may be the words of a program that ran in a build: the engine itself is asked. */
  async #confirmOurs(output: string): Promise<void> {
    if (saysAway(output)) await this.confirmEngine();
    this.signal.throwIfAborted();
    if (saysNoSpace(output) && !(await hasRoom(this.docker, `workshop/${this.id}-room`, this.labels))) throw noSpace();
  }

  /** Without an engine nothing can be removed: the next run does it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    try {
      if (!this.#watch.lost.aborted) await Promise.allSettled(this.#open);
      this.#watch.end();
      const labels = [`${RUN}=${this.id}`, ...(this.signal.aborted ? [`${KEPT}=${this.id}`] : [])];
      for (const label of labels) await removeLabelled(this.docker, label);
    } catch (error) {
      if (!(error instanceof GraderError)) throw error;
      this.emit({ type: "note", text: "The engine went away before everything was removed; the next run removes it." });
    } finally {
      await this.#config[Symbol.asyncDispose]();
    }
  }
}

/** For what comes too late: nobody waits for it any more, and nothing would remove what it makes. */
export function runEnded(): GraderError {
  return new GraderError("INTERRUPTED", "The run has ended.", "Run it again.");
}

const NEEDED =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|TMPDIR|TEMP|TMP|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION))$/i;

/** Whether the docker CLI may have a variable of this name from the machine, or from us. */
export function isOfMachine(variable: string): boolean {
  return NEEDED.test(variable) || /^(?:DOCKER|BUILDX|BUILDKIT|COMPOSE|WORKSHOP)_/i.test(variable);
}

function scrubbed(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => NEEDED.test(name));
  const builder = { DOCKER_BUILDKIT: "1", BUILDX_BUILDER: engineBuilder(env), BUILDKIT_PROGRESS: "plain" };
  return { ...Object.fromEntries(kept), ...builder, DOCKER_CLI_HINTS: "false" };
}
