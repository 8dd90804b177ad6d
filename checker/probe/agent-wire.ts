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

/** Far more than the script sends in one line or the engine in one frame. */
const MOST_BYTES = 16 * 1024 * 1024;
const STDOUT = 1;
const NEWLINE = 10;
/** Of what it wrote to stderr, for people. */
const LAST_WORDS = 2000;

/**
 * Takes the engine's frames apart (see engine/demultiplex.ts), then the lines of stdout. Throws when what comes is not what
 * the script writes: then nothing that follows can be trusted.
 */
export class AgentWire {
  /** The last that it wrote to stderr: why it ended. */
  lastWords = "";
  #rest: Buffer = Buffer.alloc(0);
  #line: Buffer[] = [];
  #size = 0;

  read(chunk: Buffer): readonly Message[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Message[] = [];
    while (this.#rest.length >= 8) {
      const end = 8 + this.#rest.readUInt32BE(4);
      if (end > MOST_BYTES) throw new Error("the probe's frame is too large");
      if (this.#rest.length < end) break;
      const payload = this.#rest.subarray(8, end);
      if (this.#rest[0] === STDOUT) this.#lines(payload, messages);
      else this.lastWords = (this.lastWords + payload.toString("utf8")).slice(-LAST_WORDS);
      this.#rest = this.#rest.subarray(end);
    }
    return messages;
  }

  #lines(payload: Buffer, messages: Message[]): void {
    let from = 0;
    for (let end = payload.indexOf(NEWLINE); end >= 0; end = payload.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...this.#line, payload.subarray(from, end)]);
      messages.push(messageIn(line.toString("utf8")));
      this.#line = [];
      this.#size = 0;
      from = end + 1;
    }
    this.#line.push(payload.subarray(from));
    this.#size += payload.length - from;
    if (this.#size > MOST_BYTES) throw new Error("the probe's line is too long");
  }
}

function messageIn(line: string): Message {
  const message: unknown = JSON.parse(line);
  if (typeof message === "object" && message !== null && "id" in message && typeof message.id === "number")
    return message as Message;
  throw new Error("the probe's line is no message");
}
