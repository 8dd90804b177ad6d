import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createInterface } from "node:readline";
import { textOf } from "../../engine/raw.ts";
import { type Call, type Endpoint, enginePath, type Query } from "./call.ts";
import type { Run } from "./run.ts";
import { withoutOurLabels } from "./views.ts";

type Act = Endpoint["act"];
type Change = (told: never, run: Run) => unknown;

/** Headers of the engine that say something to a client. */
const HEADERS = ["api-version", "docker-experimental", "ostype", "content-type", "x-docker-container-path-stat"];

/** Asks the engine the same of what is the run's own. Whatever body the request has is left out. */
export const passed: Act = async (run, call, answer) => {
  answerWith(run, answer, await run.ask(call.endpoint.method, await enginePath(run, call)));
};

/** The same, and `change` is what the script sees of the answer. */
export function seen(change: Change): Act {
  return async (run, call, answer) => {
    answerWith(run, answer, await run.ask(call.endpoint.method, await enginePath(run, call)), change);
  };
}

/** Passes the bytes of an answer on as they come: it may have no end. `takes`: the request has a body that goes along. */
export function streamed({
  takes = false,
  query = {},
}: {
  readonly takes?: boolean;
  readonly query?: Query;
} = {}): Act {
  return async (run, call, answer) => {
    const reply = await begun(run, call, answer, await enginePath(run, call, query), takes);
    await streamTo(run, answer, reply);
  };
}

export async function streamTo(run: Run, answer: ServerResponse, reply: IncomingMessage): Promise<void> {
  const status = reply.statusCode ?? 502;
  if (status >= 400 && reply.headers["content-type"] === "application/json")
    return answerWith(run, answer, { status, text: await textOf(reply) });
  answer.writeHead(status, headersOf(reply));
  answer.flushHeaders();
  reply.pipe(answer);
  await once(reply, "close");
}

/** Passes lines of JSON on as they come, each in the words of the script; `line` gives undefined for what it may not see. */
export async function linesTo(
  run: Run,
  answer: ServerResponse,
  reply: IncomingMessage,
  line: (text: string) => string | undefined = (text) => run.out(text),
): Promise<void> {
  answer.writeHead(reply.statusCode ?? 502, headersOf(reply));
  answer.flushHeaders();
  for await (const text of createInterface({ input: reply, crlfDelay: Number.POSITIVE_INFINITY })) {
    const shown = line(text);
    if (shown !== undefined && !answer.write(`${shown}\n`))
      await Promise.race([once(answer, "drain"), once(answer, "close")]);
  }
  answer.end();
}

export const lines: Act = async (run, call, answer) => {
  await linesTo(run, answer, await begun(run, call, answer, await enginePath(run, call)));
};

/** A request that goes on until one of the two ends it: a reader of logs who leaves is missed by the engine, too. */
export function begun(
  run: Run,
  call: Call,
  answer: ServerResponse,
  path: string,
  takes = false,
): Promise<IncomingMessage> {
  const left = new AbortController();
  answer.once("close", () => left.abort());
  const type = call.incoming.headers["content-type"];
  return run.stream(call.endpoint.method, path, {
    signal: left.signal,
    ...(takes && { body: call.incoming, ...(type !== undefined && { headers: { "content-type": type } }) }),
  });
}

/** An answer of the engine in the words of the script, without what is ours in it. */
export function answerWith(
  run: Run,
  answer: ServerResponse,
  { status, text }: { readonly status: number; readonly text: string },
  change: Change = (told) => told,
): void {
  if (status < 200 || status >= 300 || text === "" || !/^\s*[[{]/.test(text)) {
    const type = /^\s*[[{]/.test(text) ? "application/json" : "text/plain";
    answer.writeHead(status, text === "" ? {} : { "content-type": type }).end(run.out(text));
    return;
  }
  answerJson(run, answer, status, withoutOurLabels(change(JSON.parse(text) as never, run)));
}

export function answerJson(run: Run, answer: ServerResponse, status: number, told: unknown): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(`${run.out(JSON.stringify(told))}\n`);
}

function headersOf(reply: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    HEADERS.flatMap((name) => {
      const value = reply.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
