import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect as connectTo, type Socket } from "node:net";
import { join } from "node:path";
import { joinSockets } from "./join-sockets.ts";
import { COMPOSE_PROJECT } from "./labels.ts";
import { type EngineTarget, engineTarget, send, textOf } from "./raw.ts";

/** The engine behind a socket of its own, on which everything that is created carries labels. */
export interface LabelledEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly host: string;
}

type Labels = Readonly<Record<string, string>>;

const CREATES = /^\/(?:v[\d.]+\/)?(containers|networks|volumes)\/create(?:\?|$)/;

/** Told what is made that carries no label of ours. */
export interface Unlabelled {
  /** A Compose project of which something is created: images that Compose builds are found by it. */
  project(name: string): void;
  /** A volume without a name, made with a container whose image asks for one. */
  volume(name: string): void;
}

/**
 * Lets programs that are not ours talk to the engine, so that what they create can be found and removed by its labels
 * afterwards: containers, networks, and volumes, also those that a container only names. `folder` is where the socket is put,
 * whose path may have 100 characters or so.
 */
export async function labelledEngine(
  env: NodeJS.ProcessEnv,
  labels: Labels,
  folder: string,
  unlabelled: Unlabelled,
): Promise<LabelledEngine> {
  const target = engineTarget(env);
  const server = createServer((incoming, answer) => {
    const creates = incoming.method === "POST" && CREATES.exec(incoming.url ?? "");
    const done = creates
      ? create(target, incoming, answer, { labels, unlabelled, kind: creates[1] })
      : forward(target, incoming, answer);
    done.catch((error: Error) => {
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
    joinSockets(upstream, socket);
    for (const end of [upstream, socket]) {
      open.add(end);
      end.on("close", () => open.delete(end));
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

/** Passes a request on as it is, and the answer as it comes: it may have no end. */
async function forward(target: EngineTarget, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  const { method, url, headers } = incoming;
  const asked = request({ ...target, method, path: url, headers });
  // A reader of logs or events who leaves is to be missed by the engine, too.
  answer.once("close", () => asked.destroy());
  incoming.pipe(asked);
  await new Promise<void>((resolve, reject) => {
    asked.once("error", reject).once("response", (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      answer.flushHeaders();
      reply.pipe(answer);
      reply.once("close", resolve);
    });
  });
}

interface Creation {
  readonly kind: string | undefined;
  readonly labels: Labels;
  readonly unlabelled: Unlabelled;
}

async function create(
  target: EngineTarget,
  incoming: IncomingMessage,
  answer: ServerResponse,
  { kind, labels, unlabelled }: Creation,
): Promise<void> {
  const spec = JSON.parse(await textOf(incoming)) as Spec;
  const project = spec.Labels?.[COMPOSE_PROJECT];
  if (project !== undefined) unlabelled.project(project);
  // A volume that a container names is made with the container, and without a label: here it is made before.
  for (const Name of namedVolumes(spec)) await send(target, "POST", "/volumes/create", { Name, Labels: labels });
  const reply = await send(target, "POST", incoming.url ?? "", { ...spec, Labels: { ...spec.Labels, ...labels } });
  if (kind === "containers" && reply.status === 201) {
    const { Id } = JSON.parse(reply.text) as { Id: string };
    const { text } = await send(target, "GET", `/containers/${Id}/json`);
    const { Mounts = [] } = JSON.parse(text) as { Mounts?: readonly { readonly Name?: string }[] };
    for (const { Name = "" } of Mounts) if (/^[0-9a-f]{64}$/.test(Name)) unlabelled.volume(Name);
  }
  answer.writeHead(reply.status, { "content-type": "application/json" }).end(reply.text);
}

function namedVolumes({ HostConfig }: Spec): ReadonlySet<string> {
  const names = [
    ...(HostConfig?.Binds ?? []).map((bind) => bind.split(":")[0] ?? ""),
    ...(HostConfig?.Mounts ?? []).flatMap(({ Type, Source }) => (Type === "volume" && Source ? [Source] : [])),
  ];
  return new Set(names.filter((name) => /^[a-zA-Z0-9][\w.-]+$/.test(name)));
}
