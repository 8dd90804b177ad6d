import type { IncomingMessage } from "node:http";
import type Docker from "dockerode";
import { engineAway } from "./errors.ts";

/** Seconds in which an engine that is alive answers a ping, even on a busy machine. */
const PING_DEADLINE = 20;

/**
 * Notices when the engine goes away, even if it is back a moment later: a stream of events stays open for as long as the
 * engine lives. Containers die with an engine, and would look as if their programs had failed.
 */
export class EngineWatch {
  readonly #docker: Docker;
  readonly #lost = new AbortController();
  #stream: IncomingMessage | undefined;
  #ended = false;

  /** Only events with this label are sent. */
  constructor(docker: Docker, label: string) {
    this.#docker = docker;
    void this.#open(label);
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Asks the engine, when something failed that may have failed because it is away. */
  async confirm(): Promise<void> {
    try {
      // Dockerode takes the signal, its types do not say so.
      const options = { abortSignal: AbortSignal.timeout(PING_DEADLINE * 1000) };
      await (this.#docker.ping as (options: object) => Promise<unknown>).call(this.#docker, options);
    } catch (error) {
      this.#lose(error);
    }
  }

  end(): void {
    this.#ended = true;
    this.#stream?.destroy();
  }

  async #open(label: string): Promise<void> {
    try {
      const stream = (await this.#docker.getEvents({ filters: { label: [label] } })) as unknown as IncomingMessage;
      this.#stream = stream;
      stream.on("error", () => undefined);
      stream.on("close", () => this.#lose());
      stream.resume();
      // Nobody waits for an event: the stream must not keep the process alive.
      stream.socket.unref();
      if (this.#ended) stream.destroy();
    } catch (error) {
      this.#lose(error);
    }
  }

  #lose(cause?: unknown): void {
    if (!this.#ended) this.#lost.abort(engineAway(cause));
  }
}
