import type { Duplex } from "node:stream";
import type Docker from "dockerode";
import { readFileIn } from "./container-files.ts";
import { demultiplex, lastOf, type Output } from "./demultiplex.ts";
import { whyEnded } from "./disk-watch.ts";
import { engineError, throwEngineError } from "./errors.ts";
import { isInImage } from "./image-files.ts";
import { LIMIT } from "./limits.ts";
import { networkApart } from "./network.ts";
import { createOptions, type RunSpec } from "./run-spec.ts";
import type { Session } from "./session.ts";
import { removeContainer } from "./sweep.ts";

export interface State {
  /** Also when it has ended, and is about to be started again. */
  readonly running: boolean;
  readonly restarting: boolean;
  /** How often the engine has started it again after it had ended. */
  readonly restarts: number;
  /** When its process was started last, as the engine writes it. */
  readonly startedAt: string;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** Why the checker ended it, if it did. */
  readonly endedBecause: string | undefined;
}

/** Lines of a log in which those of stderr are looked for. */
const READ_LINES = 5000;

/** What the engine answers when a container has to run for what is asked. */
const NOT_RUNNING = 409;

/** Exit code of a process that SIGKILL ended: 128 + 9. */
export const KILLED = 137;

/** A container that has been started. */
export class Container implements AsyncDisposable {
  readonly id: string;
  readonly subject: string;
  /** Loopback port of the host that leads to the published port; 0 when none was asked for. */
  readonly port: number;
  /** Set when it was run with `stdin`. */
  readonly stream: Duplex | undefined;
  readonly #session: Session;

  constructor(session: Session, id: string, subject: string, port: number, stream?: Duplex) {
    this.#session = session;
    this.id = id;
    this.subject = subject;
    this.port = port;
    this.stream = stream;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where a port of it is published now: any free port is another one each time that it is started again. */
  async urlOf(port: number): Promise<string> {
    return this.#api(async (container) => {
      const { NetworkSettings } = await container.inspect();
      const found = NetworkSettings.Ports?.[`${port}/tcp`]?.[0]?.HostPort;
      return found === undefined ? this.url : `http://127.0.0.1:${found}`;
    });
  }

  async state(): Promise<State> {
    return this.#api(async (container) => {
      const { State, RestartCount } = await container.inspect();
      return {
        running: State.Running,
        restarting: State.Restarting,
        restarts: RestartCount,
        startedAt: State.StartedAt,
        exitCode: State.ExitCode,
        oomKilled: State.OOMKilled,
        endedBecause: whyEnded(this.id),
      };
    });
  }

  /** Its address on each network that it is on, by the network's name; none for one that has ended. */
  async addresses(): Promise<ReadonlyMap<string, string>> {
    return this.#api(async (container) => {
      const { NetworkSettings } = await container.inspect();
      const found = Object.entries(NetworkSettings.Networks ?? {});
      return new Map(found.map(([name, { IPAddress }]) => [name, IPAddress] as const).filter(([, address]) => address));
    });
  }

  /** Where its process starts, and the places at which folders and files of the machine lie over its image. */
  async surface(): Promise<{ readonly workingDir: string; readonly binds: readonly string[] }> {
    return this.#api(async (container) => {
      const { Config, Mounts } = await container.inspect();
      const binds = Mounts.filter(({ Type }) => Type === "bind").map(({ Destination }) => Destination);
      return { workingDir: Config.WorkingDir || "/", binds };
    });
  }

  /** A file of it, as its programs see it; undefined when there is none, or when it has more than so many bytes. */
  async file(path: string, mostBytes: number): Promise<Buffer | undefined> {
    return (await readFileIn(this.#session, this.id, path, mostBytes))?.content;
  }

  /** Whether a shell was started with a line of words, as the shell form of CMD does it. */
  async startsShell(): Promise<boolean> {
    return this.#api(async (container) => {
      const { Path, Args } = await container.inspect();
      return /(?:^|\/)(?:ba|da|a)?sh$/.test(Path) && Args[0] === "-c";
    });
  }

  /** Whether its image has something at a path, whatever is mounted over it. */
  async imageHas(path: string): Promise<boolean> {
    return this.#api(async (container) => isInImage(this.#session, (await container.inspect()).Image, path));
  }

  /**
   * The last lines of stdout and stderr, in the order in which the engine saw them. The last of stderr are among them, even
   * when much was written to stdout: the engine reads the two side by side, and what matters is on stderr.
   */
  async logs(lines = 12): Promise<string> {
    return lastOf(await this.output(), lines);
  }

  /** What it wrote, of both streams: the last few thousand lines. */
  async output(): Promise<Output> {
    return this.#api(async (container) =>
      demultiplex(await container.logs({ stdout: true, stderr: true, tail: READ_LINES, follow: false })),
    );
  }

  /**
   * Its processes: the kernel's name for what was executed, and the command line, which a program may write itself. None
   * when it has ended.
   */
  async processes(): Promise<readonly { readonly name: string; readonly command: string }[]> {
    return this.#api(async (container) => {
      const told = await container.top({ ps_args: "-eo pid,comm,args" }).catch((error: { statusCode?: number }) => {
        if (error.statusCode !== NOT_RUNNING) throw error;
      });
      // Null for one that has just ended.
      const { Processes } = (told ?? { Processes: null }) as { Processes: string[][] | null };
      return (Processes ?? []).map(([, name = "", ...command]) => ({ name, command: command.join(" ") }));
    });
  }

  /** True when it has as many processes as it may. */
  async isFull(): Promise<boolean> {
    return this.#api(async (container) => {
      const { pids_stats } = await container.stats({ stream: false, "one-shot": true });
      return (pids_stats?.current ?? 0) >= LIMIT.pids * 0.95;
    });
  }

  /** Waits until it has ended; gives its exit code. */
  async ended(): Promise<number> {
    return this.#api(async (container) => ((await container.wait()) as { StatusCode: number }).StatusCode);
  }

  /** `docker stop`: seconds until it was gone, or undefined when it had to be killed after `limit` seconds. */
  async stop(limit: number): Promise<number | undefined> {
    return this.#session.step("stop", this.subject, () =>
      this.#api(async (container) => {
        const began = performance.now();
        await container.stop({ t: limit });
        const seconds = (performance.now() - began) / 1000;
        const { State } = await container.inspect();
        return State.ExitCode === KILLED ? undefined : seconds;
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream?.destroy();
    await removeContainer(this.#session.docker, this.id).catch((error: { statusCode?: number }) => {
      if (error.statusCode !== 404) throw engineError(error);
    });
  }

  async #api<T>(action: (container: Docker.Container) => Promise<T>): Promise<T> {
    try {
      return await action(this.#session.docker.getContainer(this.id));
    } catch (error) {
      throw engineError(error);
    }
  }
}

/** Creates and starts a container. An image that cannot be started at all (no such command) rejects with the engine's words. */
export async function run(session: Session, spec: RunSpec): Promise<Container> {
  session.signal.throwIfAborted();
  return session.step("start", spec.subject, async () => {
    const network = spec.network ?? (spec.within === undefined ? await networkApart(session) : undefined);
    const placed = { ...spec, ...(network && { network }) };
    const created = await session.docker.createContainer(createOptions(session, placed)).catch(throwEngineError);
    const stream = spec.stdin
      ? ((await created
          .attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true })
          .catch(throwEngineError)) as unknown as Duplex)
      : undefined;
    await created.start().catch(throwEngineError);
    const port = spec.publish === undefined ? 0 : await publishedPort(created, spec.publish);
    return new Container(session, created.id, spec.subject, port, stream);
  });
}

/** 0 when the container has ended already: then nothing is published any more. */
async function publishedPort(container: Docker.Container, port: number): Promise<number> {
  const { NetworkSettings } = await container.inspect().catch(throwEngineError);
  return Number(NetworkSettings.Ports?.[`${port}/tcp`]?.[0]?.HostPort ?? 0);
}
