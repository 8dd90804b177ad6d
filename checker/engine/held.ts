import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { type Duplex, PassThrough, type Readable, type Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type Docker from "dockerode";
import { OWNER_VARIABLE } from "./orphans.ts";
import { thisOwner } from "./owner.ts";
import type { Session } from "./session.ts";
import { removeContainer } from "./sweep.ts";

const SCRIPT = new URL("held-script.cjs", import.meta.url);
/** A classroom image with Node in it: ours, never the student's. */
const IMAGE = "node:20-slim";

/** Disk that containers hold beside their own layers, in bytes, by container; and together, what they share counted once. */
export interface Held {
  readonly held: Readonly<Record<string, { readonly bytes: number; readonly files: number }>>;
  readonly total: number;
  /** What steps of builds write, in bytes, by the step's name. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Sizes in bytes: a folder with more than `enough` is not looked through any further. */
export interface Question {
  readonly ids: readonly string[];
  readonly enough: number;
  /** Steps whose environment holds the mark; `root` is where the engine keeps everything. */
  readonly builds?: { readonly root: string; readonly mark: string; readonly enough: number };
}

/** Root on the engine's own machine sees the processes of containers; everywhere else a container of ours does. */
export const seesProcesses = (): boolean => process.platform === "linux" && process.getuid?.() === 0;

/** Asks held-script.cjs, wherever it runs. */
export class HeldReader implements AsyncDisposable {
  /** The container that it runs in, if it does. */
  readonly id: string | undefined;
  readonly #questions: Writable;
  readonly #answers: AsyncIterator<string>;
  readonly #end: () => Promise<void>;

  private constructor(questions: Writable, answers: Readable, end: () => Promise<void>, id?: string) {
    this.id = id;
    this.#questions = questions.on("error", () => undefined);
    this.#answers = createInterface({ input: answers })[Symbol.asyncIterator]();
    this.#end = end;
  }

  static here(): HeldReader {
    const env = { [OWNER_VARIABLE]: thisOwner() };
    const child: ChildProcess = spawn(process.execPath, [fileURLToPath(SCRIPT)], {
      stdio: ["pipe", "pipe", "ignore"],
      env,
    });
    child.on("error", () => undefined);
    const { stdin, stdout } = child as { stdin: Writable; stdout: Readable };
    return new HeldReader(stdin, stdout, async () => void child.kill("SIGKILL"));
  }

  /** In a container that sees the machine's processes, runs nothing but the script, and reaches nothing. */
  static async inContainer(session: Session): Promise<HeldReader> {
    const { docker, labels } = session;
    const container = await session.creating(async () => docker.createContainer(await options(labels)));
    const stream = (await container.attach({ stream: true, stdin: true, stdout: true, hijack: true })) as Duplex;
    const answers = new PassThrough();
    docker.modem.demuxStream(stream, answers, new PassThrough().resume());
    stream.on("close", () => answers.end());
    await container.start();
    const end = async () => {
      stream.destroy();
      await removeContainer(docker, container.id).catch(() => undefined);
    };
    return new HeldReader(stream, answers, end, container.id);
  }

  /** Undefined when it does not run any more. */
  async ask(question: Question): Promise<Held | undefined> {
    this.#questions.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#answers.next();
    return done ? undefined : (JSON.parse(value) as Held);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

async function options(labels: Readonly<Record<string, string>>): Promise<Docker.ContainerCreateOptions> {
  return {
    Image: IMAGE,
    Entrypoint: ["node", "-e", await readFile(SCRIPT, "utf8")],
    Cmd: [],
    User: "0",
    Labels: { ...labels },
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    HostConfig: {
      PidMode: "host",
      UsernsMode: "host",
      NetworkMode: "none",
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      // To see open files of others, mapped ones (SYS_ADMIN until kernel 5.9), and folders of any owner. Nothing is written.
      CapAdd: ["SYS_PTRACE", "SYS_ADMIN", "DAC_READ_SEARCH"],
      SecurityOpt: ["no-new-privileges"],
    },
  };
}
