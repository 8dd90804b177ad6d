import { createParser } from "eventsource-parser";
import { withinDeadline } from "./deadline.ts";
import { asNoAnswer, NoAnswer } from "./no-answer.ts";

/** Of one message, and of all that a stream may send while it is listened to. */
const MOST_CHARACTERS = 64 * 1024;
const MOST_IN_ALL = 16 * 1024 * 1024;

/** Listens to server-sent events, as an open page does. Source: HTML Standard, "Server-sent events". */
export class EventStream implements AsyncDisposable {
  /** What was said last; undefined before the first message. */
  last: string | undefined;
  /** Why nothing more is heard, once that is so. */
  ended: string | undefined;
  readonly #abort = new AbortController();
  readonly #parser = createParser({
    maxBufferSize: MOST_CHARACTERS,
    onEvent: ({ data }) => {
      this.last = data;
    },
    onError: ({ type }) => {
      if (type !== "max-buffer-size-exceeded") return;
      this.#refuse(`a message has more than ${MOST_CHARACTERS} characters`);
    },
  });
  #heard = 0;

  /** Rejects with a `NoAnswer` when the server does not answer with a stream of events within `deadline` seconds. */
  static async open(url: string, { signal, deadline = 5 }: { signal: AbortSignal; deadline?: number }) {
    const stream = new EventStream();
    const question = "The stream of events";
    const stop = () => stream.#abort.abort();
    const { request } = await import("./request.ts");
    signal.addEventListener("abort", stop, { once: true });
    stream.#abort.signal.addEventListener("abort", () => signal.removeEventListener("abort", stop), { once: true });
    try {
      const { statusCode, headers, body } = await withinDeadline({ question, deadline, signal }, () =>
        request(url, { headers: { accept: "text/event-stream" }, bodyTimeout: 0, signal: stream.#abort.signal }),
      );
      body.on("error", (error: Error) => stream.#end(error.message));
      body.on("end", () => stream.#end("the server has ended the stream"));
      const type = String(headers["content-type"]).slice(0, 100);
      if (statusCode !== 200 || !type.startsWith("text/event-stream")) {
        const reason = `status ${statusCode} and ${type} instead of a stream of events`;
        throw new NoAnswer(question, "MALFORMED", reason);
      }
      const decoder = new TextDecoder();
      body.on("data", (bytes: Buffer) => stream.#hear(decoder.decode(bytes, { stream: true })));
      return stream;
    } catch (error) {
      stream.#abort.abort();
      throw asNoAnswer(question, error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
  }

  #hear(text: string): void {
    if (this.ended !== undefined) return;
    this.#heard += text.length;
    this.#parser.feed(text);
    if (this.#heard > MOST_IN_ALL) this.#refuse(`it sent more than ${MOST_IN_ALL} characters`);
  }

  #refuse(reason: string): void {
    this.#end(reason);
    this.#abort.abort();
  }

  #end(reason: string): void {
    this.ended ??= reason;
  }
}
