import { FramedLines } from "./framed-lines.ts";

/** What the probe's script writes in one line; see agent-script.cjs. */
export interface Message {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  /** What a watched connection said. */
  readonly line?: string;
  /** Why nothing more is heard of a watched connection. */
  readonly ended?: string;
}

/** Reads what the script writes. Throws when it is nothing that the script writes: then nothing that follows can be trusted. */
export class AgentWire {
  readonly #lines = new FramedLines();

  /** The last that it wrote to stderr: why it ended. */
  get lastWords(): string {
    return this.#lines.lastWords;
  }

  read(chunk: Buffer): readonly Message[] {
    return this.#lines.read(chunk).map(messageIn);
  }
}

function messageIn(line: string): Message {
  const message: unknown = JSON.parse(line);
  if (typeof message === "object" && message !== null && "id" in message && typeof message.id === "number")
    return message as Message;
  throw new Error("the probe's line is no message");
}
