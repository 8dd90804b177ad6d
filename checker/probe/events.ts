import { request } from "undici";

const MOST_CHARACTERS = 1024 * 1024;

/** Listens to server-sent events, as an open page does. Source: HTML Standard, "Server-sent events". */
export class EventStream implements AsyncDisposable {
  /** What was said last; undefined before the first message. */
  last: string | undefined;
  /** Why nothing more is heard, once that is so. */
  ended: string | undefined;
  readonly #abort = new AbortController();
  #rest = "";

  /** Rejects when the server does not answer with a stream of events within `deadline` seconds. */
  static async open(url: string, { signal, deadline = 5 }: { signal: AbortSignal; deadline?: number }) {
    const stream = new EventStream();
    const clock = setTimeout(() => stream.#abort.abort(new Error(`no answer within ${deadline} s`)), deadline * 1000);
    try {
      const until = AbortSignal.any([signal, stream.#abort.signal]);
      const { statusCode, headers, body } = await request(url, {
        headers: { accept: "text/event-stream" },
        bodyTimeout: 0,
        signal: until,
      });
      const type = String(headers["content-type"]);
      body.on("error", (error: Error) => stream.#end(error.message));
      body.on("end", () => stream.#end("the server has ended the stream"));
      if (statusCode !== 200 || !type.startsWith("text/event-stream")) {
        body.destroy();
        throw new Error(`status ${statusCode} and ${type} instead of a stream of events`);
      }
      body.setEncoding("utf8");
      body.on("data", (text: string) => stream.#hear(text));
      return stream;
    } finally {
      clearTimeout(clock);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
  }

  #hear(text: string): void {
    const blocks = (this.#rest + text).split(/\r?\n\r?\n/);
    this.#rest = (blocks.pop() ?? "").slice(-MOST_CHARACTERS);
    for (const block of blocks) {
      const data = block.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
      if (data.length > 0) this.last = data.join("\n");
    }
  }

  #end(reason: string): void {
    this.ended ??= reason;
  }
}
