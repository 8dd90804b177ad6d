import { Writable } from "node:stream";
import type Docker from "dockerode";
import { type ComposeImage, composeImage } from "./compose-image.ts";
import { engineError } from "./errors.ts";
import type { Session } from "./session.ts";
import { removeContainer } from "./sweep.ts";

/** Where the submission lies while Compose reads it. The engine and this machine may write paths in different ways. */
export const READ_AT = "/submission";

const MIB = 1024 * 1024;
/** Seconds. */
const DEADLINE = 20;
const MOST_DATA = 4 * MIB;
const MOST_WORDS = 64 * 1024;
/** Exit code of a process that SIGKILL ended: 128 + 9. */
export const KILLED = 137;
/** Exit codes of the engine where a program of a container cannot be started. Source: docker exec, "Exit status". */
const COULD_NOT_START: readonly number[] = [126, 127, 128];

export interface Reading {
  /** Of Compose; without a meaning where it was ended. */
  readonly exitCode: number;
  /** Why it was ended, if it was. */
  readonly ended: "late" | "too large" | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

interface Room {
  readonly container: Docker.Container;
  readonly image: ComposeImage;
}

/**
 * Runs Compose where nothing but one submission can be read: in a container without a network, whose file system holds
 * Compose and the submission, and whose environment is empty. It stays for the session, so that the next file is read at once.
 */
export class ComposeReader {
  /** What Compose said about the files that it took last. */
  warnings: readonly string[] = [];
  readonly #session: Session;
  readonly #dir: string;
  #room: Promise<Room> | undefined;

  constructor(session: Session, dir: string) {
    this.#session = session;
    this.#dir = dir;
  }

  /** Starts the container, so that it is there when it is needed. */
  warm(): void {
    this.#ready().catch(() => undefined);
  }

  /** Runs one command of Compose to its end, in the submission's folder. */
  async read(args: readonly string[]): Promise<Reading> {
    try {
      return await this.#read(await this.#ready(), args);
    } catch (error) {
      this.#session.signal.throwIfAborted();
      throw engineError(error);
    }
  }

  #ready(): Promise<Room> {
    this.#room ??= this.#session.creating(() => this.#start());
    return this.#room;
  }

  async #start(): Promise<Room> {
    const { docker, env, labels } = this.#session;
    const image = await composeImage(docker, env);
    const container = await docker.createContainer({
      Image: image.name,
      Labels: { ...labels },
      // Waits for a file that never comes: the image has no other program that could wait.
      Entrypoint: [image.program],
      Cmd: ["--file", "-", "config"],
      OpenStdin: true,
      User: "0:0",
      Hostname: "compose",
      HostConfig: {
        ...CONFINED,
        Mounts: [{ Type: "bind", Source: this.#dir, Target: READ_AT, ReadOnly: true }],
      },
    });
    await container.start();
    return { container, image };
  }

  async #read({ container, image }: Room, args: readonly string[]): Promise<Reading> {
    const run = await container.exec({
      Cmd: [image.program, ...args],
      // As a shell sets it.
      Env: [`PWD=${READ_AT}`],
      WorkingDir: READ_AT,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await run.start({});
    const clock = AbortSignal.timeout(DEADLINE * 1000);
    const [stdout, stderr] = [new Kept(MOST_DATA), new Kept(MOST_WORDS)];
    this.#session.docker.modem.demuxStream(stream, stdout, stderr);
    const ended = await endOf(stream, stdout, AbortSignal.any([clock, this.#session.signal]));
    const said = { stdout: stdout.text(), stderr: stderr.text() };
    stream.destroy();
    const exitCode = ended === undefined ? ((await run.inspect()).ExitCode ?? 0) : 0;
    // Nothing but the end of its container ends what runs in it; and a lack of memory may have ended any of its processes.
    if (ended !== undefined || exitCode === KILLED) await this.#leave(container);
    this.#session.signal.throwIfAborted();
    if (COULD_NOT_START.includes(exitCode))
      throw new Error(`Compose cannot be started in ${image.name}: ${said.stdout}`);
    return { ...said, exitCode, ended };
  }

  async #leave(container: Docker.Container): Promise<void> {
    this.#room = undefined;
    await removeContainer(this.#session.docker, container.id);
  }
}

/** Files of the submission may be anybody's, and closed to others: root may read them, and has no other right. */
const CONFINED: Docker.HostConfig = {
  NetworkMode: "none",
  ReadonlyRootfs: true,
  CapDrop: ["ALL"],
  CapAdd: ["DAC_OVERRIDE"],
  SecurityOpt: ["no-new-privileges"],
  Memory: 512 * MIB,
  MemorySwap: 512 * MIB,
  PidsLimit: 128,
  NanoCpus: 1e9,
  LogConfig: { Type: "none", Config: {} },
};

/** Keeps the first bytes, and tells when there are more. */
class Kept extends Writable {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    if (this.#size < this.#limit) this.#chunks.push(chunk.subarray(0, this.#limit - this.#size));
    this.#size += chunk.length;
    if (this.#size > this.#limit) this.emit("full");
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

function endOf(stream: NodeJS.ReadableStream, stdout: Kept, signal: AbortSignal): Promise<Reading["ended"]> {
  return new Promise((resolve, reject) => {
    stream.on("end", () => resolve(undefined));
    stream.on("error", reject);
    stdout.on("full", () => resolve("too large"));
    signal.addEventListener("abort", () => resolve("late"), { once: true });
    if (signal.aborted) resolve("late");
  });
}
