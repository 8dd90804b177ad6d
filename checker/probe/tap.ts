import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import { type Container, run } from "../engine/container.ts";
import type { Session } from "../engine/session.ts";
import { type Conversation, Conversations, type Segment } from "./conversation.ts";
import { FramedLines } from "./framed-lines.ts";

/** Seconds until what has been heard so far has to be told. */
const DEADLINE = 10;

/** What tap-script.py says. */
type Told =
  | { readonly lost: number; readonly flooded?: true; readonly data?: undefined }
  | (Omit<Segment, "data"> & { readonly data: string });

/** Whether everything was heard. */
export interface Heard {
  readonly complete: boolean;
  /** So much was said that nobody could listen any more: that is no fault of the machine. */
  readonly flooded: boolean;
}

/**
 * Listens to what a container says to others and what it is answered, from beside it in its network: it cannot tell, and
 * nothing of it becomes slower. `image` is one of ours with Python in it.
 */
export class Tap implements AsyncDisposable {
  readonly #container: Container;
  readonly #stream: Duplex;
  readonly #conversations = new Conversations();
  readonly #lines = new FramedLines();
  #lost = false;
  #flooded = false;
  #told: ((lost: boolean) => void) | undefined;

  private constructor(container: Container, stream: Duplex) {
    this.#container = container;
    this.#stream = stream;
    stream.on("data", (chunk: Buffer) => this.#receive(chunk));
    stream.on("error", () => this.#end());
    stream.on("close", () => this.#end());
  }

  /** From when the promise resolves, nothing is missed. */
  static async start(session: Session, image: string, within: string): Promise<Tap> {
    const script = await readFile(new URL("tap-script.py", import.meta.url), "utf8");
    const container = await run(session, {
      subject: "tap",
      image,
      within,
      entrypoint: ["python", "-u", "-c", script],
      command: [],
      user: "0",
      // What it takes to listen, and nothing else.
      capabilities: ["NET_RAW"],
      stdin: true,
    });
    if (container.stream === undefined) throw new Error("the tap was started without its stdin");
    const tap = new Tap(container, container.stream);
    await tap.heard();
    return tap;
  }

  /** Waits until all that was said until now is known here. */
  async heard(): Promise<Heard> {
    const lost = await new Promise<boolean>((resolve) => {
      const clock = setTimeout(() => resolve(true), DEADLINE * 1000);
      this.#told = (some) => {
        clearTimeout(clock);
        resolve(some);
      };
      if (this.#lost) return this.#told(true);
      this.#stream.write("\n");
    });
    this.#lost ||= lost;
    return { complete: !this.#lost, flooded: this.#flooded };
  }

  get conversations(): readonly Conversation[] {
    return this.#conversations.all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }

  /** Runs in the stream's own time: what it threw would end the process. */
  #receive(chunk: Buffer): void {
    try {
      for (const line of this.#lines.read(chunk)) this.#hear(JSON.parse(line) as Told);
    } catch {
      this.#end();
      this.#stream.destroy();
    }
  }

  #hear(told: Told): void {
    if (told.data === undefined) {
      this.#lost ||= told.lost > 0;
      this.#flooded ||= told.flooded === true;
      this.#told?.(this.#lost);
    } else this.#conversations.hear({ ...told, data: Buffer.from(told.data, "base64") });
  }

  #end(): void {
    this.#lost = true;
    this.#told?.(true);
  }
}
