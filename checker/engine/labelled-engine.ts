import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect as connectTo, type Socket } from "node:net";
import { join } from "node:path";
import { GraderError } from "../core/errors.ts";
import { engineEndpoint } from "./endpoint.ts";

/** The engine behind a socket of its own, on which everything that is created carries labels. */
export interface LabelledEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly host: string;
}

type Labels = Readonly<Record<string, string>>;
type Target = { readonly socketPath: string } | { readonly host: string; readonly port: number };

const PROJECT = "com.docker.compose.project";
const CREATES = /^\/(?:v[\d.]+\/)?(containers|networks|volumes)\/create(?:\?|$)/;

/**
 * Lets programs that are not ours talk to the engine, so that what they create can be found and removed by its labels
 * afterwards: containers, networks, and volumes, also those that a container only names. Images that are built get none:
 * `sawProject` is told each Compose project of which something is created. `folder` is where the socket is put, whose path may
 * have 100 characters or so.
 */
export async function labelledEngine(
  env: NodeJS.ProcessEnv,
  labels: Labels,
  folder: string,
  sawProject: (name: string) => void = () => undefined,
): Promise<LabelledEngine> {
  const target = targetOf(env);
  const server = createServer((incoming, answer) => {
    forward(target, incoming, answer, async (body) => {
      const spec = JSON.parse(body) as Spec;
      const project = spec.Labels?.[PROJECT];
      if (project !== undefined) sawProject(project);
      await createVolumes(target, spec, labels);
      return JSON.stringify({ ...spec, Labels: { ...spec.Labels, ...labels } });
    }).catch((error: Error) => {
      if (!answer.headersSent) answer.writeHead(502, { "content-type": "application/json" });
      answer.end(JSON.stringify({ message: error.message }));
    });
  });
  const open = new Set<Socket>();
  // Attach, exec and BuildKit leave HTTP behind: from here on it is bytes both ways.
  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const to = "socketPath" in target ? { path: target.socketPath } : target;
    const upstream = connectTo({ ...to, allowHalfOpen: true });
    const headers = Array.from({ length: incoming.rawHeaders.length / 2 }, (_, index) =>
      incoming.rawHeaders.slice(index * 2, index * 2 + 2).join(": "),
    );
    upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
    for (const end of [upstream, socket]) {
      open.add(end);
      end
        .on("error", () => undefined)
        .on("close", () => {
          open.delete(end);
          (end === upstream ? socket : upstream).destroySoon();
        });
    }
  });
  const path = join(folder, "engine.sock");
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(path, resolve);
  });
  return {
    host: `unix://${path}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Spec {
  readonly Labels?: Labels | null;
  readonly HostConfig?: {
    readonly Binds?: readonly string[] | null;
    readonly Mounts?: readonly { readonly Type?: string; readonly Source?: string }[] | null;
  };
}

async function forward(
  target: Target,
  incoming: IncomingMessage,
  answer: ServerResponse,
  labelled: (body: string) => Promise<string>,
): Promise<void> {
  const { method, url, headers } = incoming;
  const creates = method === "POST" && CREATES.test(url ?? "");
  const body = creates ? await labelled(await textOf(incoming)) : undefined;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const asked = request({ ...target, method, path: url, headers: { ...headers, ...length } });
  const given = new Promise<void>((resolve, reject) => {
    asked.once("error", reject).once("response", (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      answer.flushHeaders();
      reply.pipe(answer);
      reply.once("close", resolve);
    });
  });
  // A reader of logs or events who leaves is to be missed by the engine, too.
  answer.once("close", () => asked.destroy());
  if (body === undefined) incoming.pipe(asked);
  else asked.end(body);
  await given;
}

/** A volume that a container names is made with the container, and without a label: here it is made before. */
async function createVolumes(target: Target, { HostConfig }: Spec, labels: Labels): Promise<void> {
  const named = [
    ...(HostConfig?.Binds ?? []).map((bind) => bind.split(":")[0] ?? ""),
    ...(HostConfig?.Mounts ?? []).flatMap(({ Type, Source }) => (Type === "volume" && Source ? [Source] : [])),
  ].filter((name) => /^[a-zA-Z0-9][\w.-]+$/.test(name));
  for (const Name of new Set(named)) {
    const body = JSON.stringify({ Name, Labels: labels });
    await new Promise<void>((resolve, reject) => {
      request({
        ...target,
        method: "POST",
        path: "/volumes/create",
        headers: { host: "docker", "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      })
        .once("error", reject)
        .once("response", (reply) => reply.resume().once("end", resolve))
        .end(body);
    });
  }
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function targetOf(env: NodeJS.ProcessEnv): Target {
  const endpoint = engineEndpoint(env);
  if (endpoint.kind === "unix") return { socketPath: endpoint.path };
  if (endpoint.kind === "tcp" && !endpoint.tls) return { host: endpoint.host, port: endpoint.port };
  throw new GraderError(
    "ENGINE_REMOTE",
    `The Docker engine is at ${endpoint.name}, and programs that are not ours can only be given one on this machine.`,
    "Use an engine with a local socket.",
  );
}
