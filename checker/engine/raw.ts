import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { Readable } from "node:stream";
import { GraderError } from "../core/errors.ts";
import { engineEndpoint } from "./endpoint.ts";

/** Where the engine's API listens, as Node's own client takes it. */
export type EngineTarget = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** For programs that are not ours: throws for an engine that they could only be given over the network. */
export function engineTarget(env: NodeJS.ProcessEnv): EngineTarget {
  const endpoint = engineEndpoint(env);
  if (endpoint.kind === "unix") return { socketPath: endpoint.path };
  if (endpoint.kind === "tcp" && !endpoint.tls) return { host: endpoint.host, port: endpoint.port };
  throw new GraderError(
    "ENGINE_REMOTE",
    `The Docker engine is at ${endpoint.name}, and programs that are not ours can only be given one on this machine.`,
    "Use an engine with a local socket.",
  );
}

export interface RawRequest {
  readonly headers?: OutgoingHttpHeaders;
  /** A stream is sent on as it comes. */
  readonly body?: string | Readable;
  /** Ends the request, and the answer that it has got so far. */
  readonly signal?: AbortSignal;
}

/** Sends a request to the engine; resolves when its answer begins. */
export function open(
  target: EngineTarget,
  method: string,
  path: string,
  { headers = {}, body = "", signal }: RawRequest = {},
): Promise<IncomingMessage> {
  const length = typeof body === "string" ? { "content-length": Buffer.byteLength(body) } : {};
  return new Promise((resolve, reject) => {
    const asked = request({
      ...target,
      method,
      path,
      headers: { host: "docker", ...length, ...headers },
      ...(signal && { signal }),
    });
    asked.once("error", reject).once("response", resolve);
    if (typeof body === "string") asked.end(body);
    else body.once("error", (error) => asked.destroy(error)).pipe(asked);
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request to the engine, and reads its whole answer. */
export async function send(target: EngineTarget, method: string, path: string, body?: object): Promise<RawAnswer> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const reply = await open(target, method, path, sent);
  return { status: reply.statusCode ?? 502, text: await textOf(reply) };
}

/** Reads a stream to its end; rejects when it has more than `mostBytes`. */
export async function textOf(stream: Readable, mostBytes = Number.POSITIVE_INFINITY): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
  }
  return Buffer.concat(chunks).toString("utf8");
}
