import { mkdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { Finding, GraderError } from "../../core/errors.ts";
import { OWNER } from "../../engine/labels.ts";
import { engineTarget } from "../../engine/raw.ts";
import type { Session } from "../../engine/session.ts";
import type { BaseImages } from "../../images/resolve.ts";
import type { Build } from "./build-request.ts";
import { callOf, patternsOf } from "./call.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { answerOn, hijack } from "./hijack.ts";
import { Images } from "./images.ts";
import { listen } from "./listen.ts";
import { MountCopies } from "./mounts.ts";
import { Names } from "./names.ts";
import { Ports, type Publish } from "./ports.ts";
import { Refused } from "./refused.ts";
import { Run } from "./run.ts";

/** Connections at a time: far more than a script that follows a few logs has. */
const MOST_CONNECTIONS = 200;
const PATTERNS = patternsOf(ENDPOINTS);

export interface ProxyOptions {
  readonly session: Session;
  /** The images that submissions name. */
  readonly images: BaseImages;
  /** The workspace; a script sees it at WORKSPACE_AT. */
  readonly dir: string;
  /** A folder for the proxy's own files. */
  readonly scratch: string;
  /** A folder for copies of what containers mount. */
  readonly mounts: string;
  readonly build: Build;
  /** Makes a port answer where the scripts are. */
  readonly publish: Publish;
}

/**
 * The engine's API for the scripts of one run: what they ask for is judged, labelled and renamed into the run, and they see
 * nothing else. It is removed with the session.
 */
export class EngineProxy implements AsyncDisposable {
  /** Holds the socket, `docker.sock`, and one for each port that is published. */
  readonly folder: string;
  readonly #run: Run;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(run: Run, folder: string) {
    this.#run = run;
    this.folder = folder;
    this.#server = createServer((incoming, answer) => void this.#answer(incoming, answer));
    this.#server.on("upgrade", (incoming, socket, head) => void this.#upgrade(incoming, socket as Socket, head));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server.maxConnections = MOST_CONNECTIONS;
    // Clients keep connections for their next request, and would not know that we close them.
    this.#server.keepAliveTimeout = 0;
  }

  static async open({
    session,
    images: bases,
    dir,
    scratch,
    mounts,
    build,
    publish,
  }: ProxyOptions): Promise<EngineProxy> {
    const folder = join(scratch, "engine");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = new Names(session.id, session.labels[OWNER] ?? "");
    const images = new Images(session, names, bases);
    const copies = new MountCopies(dir, mounts);
    const ports = new Ports(session, folder, publish);
    const target = engineTarget(session.env);
    const proxy = new EngineProxy(
      new Run({ session, target, dir, scratch, names, images, copies, ports, build }),
      folder,
    );
    await listen(proxy.#server, folder, "docker.sock");
    return proxy;
  }

  /** What was refused, in its order. */
  get refusals(): readonly Finding[] {
    return this.#run.refusals;
  }

  /** The first fault of ours that a script met. */
  get fault(): GraderError | undefined {
    return this.#run.fault;
  }

  /** Where a port that a script has published is on this machine; undefined while no container has it. */
  portOf(published: number): Promise<number | undefined> {
    return this.#run.ports.real(published);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#run.ports[Symbol.asyncDispose]();
    await this.#run.images[Symbol.asyncDispose]();
  }

  async #answer(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    incoming.on("error", () => undefined);
    try {
      const call = callOf(incoming, PATTERNS);
      await call.endpoint.act(this.#run, call, answer);
    } catch (error) {
      const { status, message } = this.#run.refusal(error);
      if (answer.headersSent) answer.destroy();
      else {
        // What is still to come of the request is not read.
        answer.writeHead(status, { "content-type": "application/json", connection: "close" });
        answer.end(JSON.stringify({ message: this.#run.out(message) }));
      }
    }
  }

  async #upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy());
    try {
      const call = callOf(incoming, PATTERNS);
      if (call.endpoint.hijacks !== true) throw new Refused(400, "there is nothing to upgrade to");
      await hijack(this.#run, call, socket, head);
    } catch (error) {
      const { status, message } = this.#run.refusal(error);
      answerOn(socket, status, JSON.stringify({ message: this.#run.out(message) }));
    }
  }
}
