import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { GraderError } from "../core/errors.ts";
import { type Container, run } from "../engine/container.ts";
import type { RunSpec } from "../engine/run-spec.ts";
import type { Session } from "../engine/session.ts";
import { AgentWire, type Message } from "./agent-wire.ts";
import { asNoAnswer, NoAnswer, noAnswer } from "./no-answer.ts";
import { outOfBreath, PATIENCE } from "./until.ts";

export interface Listener {
  readonly port: number;
  /** Only reachable from inside its own container. */
  readonly loopback: boolean;
}

/** What redis answers: a status as text, a string as its bytes. Errors of redis reject. */
export type Reply = string | Buffer | number | null | readonly Reply[];

/** Hears what a watched redis carries out, and, once, why nothing more is heard. */
export interface Watcher {
  line(line: string): void;
  ended(why: NoAnswer | GraderError): void;
}

/** A classroom image with Node in it: ours, never the student's. */
export const AGENT_IMAGE = "node:20-slim";

const MONITOR = "MONITOR, asked of redis,";

/** Seconds beyond its own deadline after which a question that the probe does not come back from is given up. */
const GRACE = 60;

interface Question {
  readonly operation: string;
  readonly deadline?: number;
  readonly [more: string]: unknown;
}

/** What one of many visitors has read, in base64, or why it has not. */
interface Heard {
  readonly value?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

const sentBy = (host: string, port: number) => `What ${host} sends on port ${port}`;

interface Waiting {
  readonly question: string;
  resolve(value: never): void;
  reject(error: unknown): void;
}

/**
 * A trusted container inside somebody's network that asks questions for us: names, addresses and ports are as seen there.
 * Who gives no usable answer is a `NoAnswer`; when the probe itself has ended, it is a `GraderError`.
 */
export class Agent implements AsyncDisposable {
  readonly #container: Container;
  readonly #stream: Duplex;
  readonly #wire = new AgentWire();
  readonly #waiting = new Map<number, Waiting>();
  readonly #watching = new Map<number, Watcher>();
  #next = 1;
  #ended = false;

  private constructor(container: Container, stream: Duplex) {
    this.#container = container;
    this.#stream = stream;
    stream.on("data", (chunk: Buffer) => this.#receive(chunk));
    stream.on("error", () => this.#end());
    stream.on("close", () => this.#end());
  }

  static async start(session: Session, place: Pick<RunSpec, "within" | "network">): Promise<Agent> {
    const container = await run(session, {
      ...place,
      subject: "probe",
      image: AGENT_IMAGE,
      entrypoint: ["node", "-e", await script()],
      command: [],
      capabilities: [],
      stdin: true,
    });
    if (container.stream === undefined) throw new Error("the agent was started without its stdin");
    return new Agent(container, container.stream);
  }

  /** The container that it is. */
  get id(): string {
    return this.#container.id;
  }

  /** IPv4 addresses behind a name. Rejects with `ENOTFOUND` or `EAI_AGAIN` when the name does not resolve. */
  resolve(name: string): Promise<readonly string[]> {
    return this.#ask(`The name ${name}`, { operation: "resolve", name });
  }

  async http(url: string, options: { method?: "GET" | "POST"; body?: Buffer; deadline?: number } = {}) {
    const { method = "GET", body = Buffer.alloc(0), deadline = 5 } = options;
    const patience = outOfBreath() ? PATIENCE : 1;
    const question = { operation: "http", url, method, body: body.toString("base64"), deadline: deadline * patience };
    const answer = await this.#ask<{ status: number; body: string; seconds: number }>(`${method} ${url}`, question);
    return { ...answer, body: Buffer.from(answer.body, "base64") };
  }

  /** Rejects with `REFUSED` when redis answers with an error. */
  async redis(args: readonly string[], host = "redis"): Promise<Reply> {
    const question = { operation: "redis", host, args, deadline: outOfBreath() ? 5 * PATIENCE : 5 };
    return replyOf(await this.#ask(`${args.join(" ").slice(0, 100)}, asked of ${host}`, question));
  }

  /** Every command on a key, in the words of redis' MONITOR, from when the promise resolves. */
  async watchKey(key: string, watcher: Watcher): Promise<void> {
    this.#watching.set(this.#next, watcher);
    await this.#ask(MONITOR, { operation: "watch", key, host: "redis", deadline: 5 });
  }

  /** Opens a connection, and closes it. Rejects with the system's code, or when nobody has answered after `deadline` seconds. */
  async connect(host: string, port: number, deadline = 5): Promise<void> {
    await this.#ask(`A connection to ${host}, port ${port},`, { operation: "connect", host, port, deadline });
  }

  /**
   * Opens a connection, and reads until the other side has said everything; `say` is sent to it first. Rejects with the
   * system's code, and when that takes more than `deadline` seconds.
   */
  async read(host: string, port: number, { say = "", deadline = 5 } = {}): Promise<Buffer> {
    const patience = outOfBreath() ? PATIENCE : 1;
    const words = Buffer.from(say).toString("base64");
    const question = { operation: "read", host, port, say: words, deadline: deadline * patience };
    return Buffer.from(await this.#ask<string>(sentBy(host, port), question), "base64");
  }

  /** The same by many visitors, all within `deadline` seconds. Each has its connection until all have read everything. */
  async readTogether(
    host: string,
    port: number,
    { visitors, deadline = 5 }: { visitors: number; deadline?: number },
  ): Promise<readonly (Buffer | NoAnswer)[]> {
    const patience = outOfBreath() ? PATIENCE : 1;
    const question = { operation: "readTogether", host, port, visitors, deadline: deadline * patience };
    const answers = await this.#ask<readonly Heard[]>(sentBy(host, port), question);
    return answers.map(({ value, error }) =>
      value === undefined ? noAnswer(asNoAnswer(sentBy(host, port), error)) : Buffer.from(value, "base64"),
    );
  }

  listening(): Promise<readonly Listener[]> {
    return this.#ask("The list of open ports", { operation: "listening" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching.clear();
    await this.#container[Symbol.asyncDispose]();
  }

  #ask<T>(question: string, what: Question): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(this.#gone());
      const timer = setTimeout(() => this.#hear({ id }, this.#gone()), ((what.deadline ?? 5) + GRACE) * 1000);
      const settled = <V>(settle: (value: V) => void) => {
        return (value: V) => {
          clearTimeout(timer);
          settle(value);
        };
      };
      this.#waiting.set(id, { question, resolve: settled(resolve), reject: settled(reject) });
      this.#stream.write(`${JSON.stringify({ id, ...what })}\n`);
    });
  }

  /** Runs in the stream's own time: what it threw would end the process. */
  #receive(chunk: Buffer): void {
    try {
      if (!this.#ended) for (const message of this.#wire.read(chunk)) this.#hear(message);
    } catch {
      this.#end();
      this.#stream.destroy();
    }
  }

  #hear({ id, value, error, line, ended }: Message, gone?: GraderError): void {
    if (line !== undefined) this.#watching.get(id)?.line(line);
    if (ended !== undefined) {
      this.#watching.get(id)?.ended(new NoAnswer(MONITOR, "ECONNRESET", ended));
      this.#watching.delete(id);
    }
    if (line !== undefined || ended !== undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (gone !== undefined) waiting?.reject(gone);
    else if (error !== undefined) waiting?.reject(asNoAnswer(waiting.question, error));
    else waiting?.resolve(value as never);
  }

  #end(): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(this.#gone());
    this.#waiting.clear();
    for (const watcher of this.#watching.values()) watcher.ended(this.#gone());
    this.#watching.clear();
  }

  #gone(): GraderError {
    const words = this.#wire.lastWords.trim();
    return new GraderError(
      "PROBE_ENDED",
      `The checker's own probe does not answer any more.${words === "" ? "" : `\n${words}`}`,
      "Run the check again; if it happens again, please report it with the text above.",
    );
  }
}

/** The two scripts as one: the first in a scope of its own, so that no name stands twice. */
async function script(): Promise<string> {
  const [resp, agent] = await Promise.all(
    ["resp.cjs", "agent-script.cjs"].map((name) => readFile(new URL(name, import.meta.url), "utf8")),
  );
  return `((module) => {\n${resp}\n})(module);\n${agent}`;
}

function replyOf(value: unknown): Reply {
  if (Array.isArray(value)) return value.map(replyOf);
  if (typeof value === "object" && value !== null && "bytes" in value)
    return Buffer.from(String(value.bytes), "base64");
  return value as Reply;
}
