import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { engineAway, isRefused } from "./errors.ts";

/**
 * Seconds in which an engine that is alive answers a ping, even on a busy machine. They are counted one by one: while this
 * process itself is held up, none passes.
 */
const PATIENCE = 60;
/** The engine makes this network anew whenever it starts, unless it has kept its containers alive. */
const MADE_AT_START = "bridge";

/**
 * Notices when the engine goes away, even if it is back a moment later: a stream of events stays open for as long as the
 * engine lives. Containers die with an engine, and would look as if their programs had failed. A stream that ends proves
 * nothing by itself: the engine is asked whether it is still the same one.
 */
export class EngineWatch {
  readonly #docker: Docker;
  readonly #lost = new AbortController();
  readonly #label: string;
  readonly #first: Promise<string | undefined>;
  #stream: IncomingMessage | undefined;
  #ended = false;

  /** Only events with this label are sent. */
  constructor(docker: Docker, label: string) {
    this.#docker = docker;
    this.#label = label;
    this.#first = this.#identity();
    void this.#open();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Asks the engine, when something failed that may have failed because it is away. */
  async confirm(): Promise<void> {
    const done = new AbortController();
    // Dockerode takes the signal, its types do not say so.
    const options = { abortSignal: done.signal };
    const answered = (this.#docker.ping as (options: object) => Promise<unknown>).call(this.#docker, options).then(
      () => undefined,
      (error: Error) => error,
    );
    const error = await Promise.race([answered, seconds(PATIENCE, done.signal).then(() => new Error("no answer"))]);
    done.abort();
    if (error !== undefined) this.#lose(error);
  }

  end(): void {
    this.#ended = true;
    this.#stream?.destroy();
  }

  async #open(): Promise<void> {
    try {
      const filters = { label: [this.#label] };
      const stream = (await this.#docker.getEvents({ filters })) as unknown as IncomingMessage;
      this.#stream = stream;
      stream.on("error", () => undefined);
      stream.once("close", () => void this.#reopen());
      stream.resume();
      // Nobody waits for an event: the stream must not keep the process alive.
      stream.socket.unref();
      if (this.#ended) stream.destroy();
    } catch (error) {
      if (isRefused(error as Error)) return this.#lose(error);
      await seconds(1, new AbortController().signal);
      await this.#reopen();
    }
  }

  /** The stream is there again before the engine is asked who it is: between the two it cannot have been another one. */
  async #reopen(): Promise<void> {
    if (this.#ended || this.#lost.signal.aborted) return;
    await this.confirm();
    const first = await this.#first;
    if (first === undefined) this.#lose();
    if (this.#ended || this.#lost.signal.aborted) return;
    await this.#open();
    if ((await this.#identity()) !== first) this.#lose();
  }

  #identity(): Promise<string | undefined> {
    return this.#docker
      .getNetwork(MADE_AT_START)
      .inspect()
      .then(
        ({ Id, Created }) => `${Id} ${Created}`,
        () => undefined,
      );
  }

  #lose(cause?: unknown): void {
    if (!this.#ended) this.#lost.abort(engineAway(cause));
  }
}

async function seconds(count: number, signal: AbortSignal): Promise<void> {
  for (let passed = 0; passed < count && !signal.aborted; passed++)
    await pause(1000, undefined, { signal, ref: false }).catch(() => undefined);
}
