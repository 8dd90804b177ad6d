import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { type Container, type RunSpec, run } from "../engine/container.ts";
import type { Session } from "../engine/session.ts";

export interface Listener {
  readonly port: number;
  /** Only reachable from inside its own container. */
  readonly loopback: boolean;
}

/** What redis answers: status and error lines begin with `+` or `-`, strings come as base64. */
export type Reply = string | number | null | readonly Reply[];

/** A classroom image with Node in it: ours, never the student's. */
export const AGENT_IMAGE = "node:20-slim";

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** A trusted container inside somebody's network that asks questions for us: names, addresses and ports are as seen there. */
export class Agent implements AsyncDisposable {
  readonly #container: Container;
  readonly #stream: Duplex;
  readonly #waiting = new Map<number, Waiting>();
  readonly #watching = new Map<number, (line: string) => void>();
  #rest = Buffer.alloc(0);
  #text = "";
  #next = 1;
  #ended = false;

  private constructor(container: Container, stream: Duplex) {
    this.#container = container;
    this.#stream = stream;
    stream.on("data", (chunk: Buffer) => this.#receive(chunk));
    stream.on("error", () => this.#fail());
    stream.on("close", () => this.#fail());
  }

  static async start(session: Session, place: Pick<RunSpec, "within" | "network">): Promise<Agent> {
    const script = await readFile(new URL("agent-script.cjs", import.meta.url), "utf8");
    const container = await run(session, {
      ...place,
      subject: "probe",
      image: AGENT_IMAGE,
      entrypoint: ["node", "-e", script],
      command: [],
      stdin: true,
    });
    if (container.stream === undefined) throw new Error("the agent was started without its stdin");
    return new Agent(container, container.stream);
  }

  /** IPv4 addresses behind a name. Rejects with `ENOTFOUND` or `EAI_AGAIN` when the name does not resolve. */
  resolve(name: string): Promise<readonly string[]> {
    return this.#ask({ operation: "resolve", name });
  }

  async http(url: string, options: { method?: "GET" | "POST"; body?: Buffer; deadline?: number } = {}) {
    const { method = "GET", body = Buffer.alloc(0), deadline = 5 } = options;
    const answer = await this.#ask<{ status: number; body: string; seconds: number }>({
      operation: "http",
      url,
      method,
      body: body.toString("base64"),
      deadline,
    });
    return { ...answer, body: Buffer.from(answer.body, "base64") };
  }

  redis(args: readonly string[], host = "redis"): Promise<Reply> {
    return this.#ask({ operation: "redis", host, args, deadline: 5 });
  }

  /** Every command on the key `hashes`, in the words of redis' MONITOR, from when the promise resolves. */
  async watchHashes(seen: (line: string) => void): Promise<void> {
    this.#watching.set(this.#next, seen);
    await this.#ask({ operation: "watch", host: "redis", deadline: 5 });
  }

  /** Opens a connection, and closes it. Rejects with the system's code, or when nobody has answered after `deadline` seconds. */
  async connect(host: string, port: number, deadline = 5): Promise<void> {
    await this.#ask({ operation: "connect", host, port, deadline });
  }

  listening(): Promise<readonly Listener[]> {
    return this.#ask({ operation: "listening" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }

  #ask<T>(question: object): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(gone());
      this.#waiting.set(id, { resolve, reject });
      this.#stream.write(`${JSON.stringify({ id, ...question })}\n`);
    });
  }

  /** Takes the engine's frames apart (see engine/demultiplex.ts), then the lines. */
  #receive(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 8) {
      const end = 8 + this.#rest.readUInt32BE(4);
      if (this.#rest.length < end) return;
      this.#text += this.#rest.toString("utf8", 8, end);
      this.#rest = this.#rest.subarray(end);
    }
    const lines = this.#text.split("\n");
    this.#text = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("{")) this.#hear(JSON.parse(line));
  }

  #hear({ id, value, error, line }: { id: number; value?: unknown; error?: string; line?: string }): void {
    if (line !== undefined) {
      this.#watching.get(id)?.(line);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error !== undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(value as never);
  }

  #fail(): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
  }
}

function gone(): Error {
  return new Error("the probe's container has ended");
}
