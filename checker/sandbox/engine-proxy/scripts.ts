import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { type Container, run } from "../../engine/container.ts";
import type { Session } from "../../engine/session.ts";
import { SHELL } from "../../images/catalogue.ts";
import { WORKSPACE_AT } from "./mounts.ts";

/** Where scripts find the proxy: the image has a link from Docker's own place. */
const SOCKETS_AT = "/run/workshop";
const RELAY = new URL("relay.cjs", import.meta.url);

export interface ScriptSpec {
  /** For progress: what it does. */
  readonly subject: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Below the workspace; the workspace itself when left out. */
  readonly folder?: string;
}

interface Places {
  readonly session: Session;
  readonly dir: string;
  /** The proxy's sockets. */
  readonly sockets: string;
}

/**
 * Where the scripts of a run are started: each in a container of its own, so that nothing of it goes on when that is removed,
 * and all of them with one localhost, on which they find the ports that they publish.
 */
export class Scripts implements AsyncDisposable {
  readonly #places: Places;
  readonly #started: Container[] = [];
  #relay: Promise<Relay> | undefined;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Starts a program; it goes on until it ends, or is disposed of. */
  async start({ subject, command, env, folder = "." }: ScriptSpec): Promise<Container> {
    const { session, dir } = this.#places;
    const { container: within } = await this.#ready();
    const script = await run(session, {
      subject,
      image: SHELL,
      within: within.id,
      command,
      init: true,
      ...(env && { env }),
      workingDir: `${WORKSPACE_AT}/${folder}`,
      folders: { [WORKSPACE_AT]: { source: dir }, ...this.#sockets() },
    });
    this.#started.push(script);
    return script;
  }

  /** Makes a port answer on the localhost of the scripts. */
  async publish(port: number): Promise<void> {
    await (await this.#ready()).publish(port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const relay = await this.#relay?.catch(() => undefined);
    await Promise.all([...this.#started, ...(relay ? [relay.container] : [])].map((one) => one[Symbol.asyncDispose]()));
  }

  #ready(): Promise<Relay> {
    this.#relay ??= this.#startRelay();
    return this.#relay;
  }

  async #startRelay(): Promise<Relay> {
    const { session } = this.#places;
    const container = await run(session, {
      subject: "where scripts run",
      image: SHELL,
      command: ["node", "-e", await readFile(RELAY, "utf8")],
      stdin: true,
      folders: this.#sockets(),
    });
    return new Relay(session, container);
  }

  #sockets() {
    return { [SOCKETS_AT]: { source: this.#places.sockets, readOnly: true as const } };
  }
}

class Relay {
  readonly container: Container;
  readonly #waiting = new Map<string, () => void>();

  constructor(session: Session, container: Container) {
    this.container = container;
    const said = new PassThrough();
    if (container.stream) session.docker.modem.demuxStream(container.stream, said, new PassThrough().resume());
    createInterface({ input: said }).on("line", (port) => this.#waiting.get(port)?.());
  }

  async publish(port: number): Promise<void> {
    const listens = new Promise<void>((resolve) => {
      this.#waiting.set(String(port), resolve);
      // Ended already, with the run.
      this.container.stream?.once("close", () => resolve());
    });
    this.container.stream?.write(`${port}\n`);
    await listens;
  }
}
