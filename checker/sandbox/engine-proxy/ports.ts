import { connect, createServer, type Server } from "node:net";
import type Docker from "dockerode";
import { joinSockets } from "../../engine/join-sockets.ts";
import { RUN, SCRIPT } from "../../engine/labels.ts";
import type { Session } from "../../engine/session.ts";
import { askedOf } from "./asked.ts";
import { isZero } from "./fields.ts";
import type { HostConfig } from "./judge.ts";
import { listen } from "./listen.ts";
import { Refused } from "./refused.ts";

type Bindings = NonNullable<HostConfig["PortBindings"]>;

/** Each port of the machine once, whatever addresses of it were asked for. */
export function once(asked: Bindings): Bindings {
  const each = Object.entries(asked).map(([port, bindings]) => {
    const first = (bindings ?? []).filter(
      ({ HostPort = "" }, index, all) => all.findIndex((other) => (other.HostPort ?? "") === HostPort) === index,
    );
    return [port, first] as const;
  });
  return Object.fromEntries(each);
}

/** What the engine is asked to publish instead. */
export function onLoopback(asked: Bindings): Bindings {
  const each = Object.entries(asked).map(([port, bindings]) => {
    return [port, (bindings ?? []).map(() => ({ HostIp: "127.0.0.1", HostPort: "" }))] as const;
  });
  return Object.fromEntries(each);
}

/** Told of each port that is published: makes it answer where the run's scripts are. */
export type Publish = (port: number) => Promise<void>;

/**
 * The ports that a run publishes. On this machine each is any free one on loopback, so that two runs can ask for the same;
 * scripts find it under the number that they asked for.
 */
export class Ports implements AsyncDisposable {
  readonly #session: Session;
  readonly #folder: string;
  readonly #publish: Publish;
  readonly #open = new Map<number, Promise<Server>>();
  #starting: Promise<unknown> = Promise.resolve();

  /** In `folder` a socket is put for each port, called by its number. */
  constructor(session: Session, folder: string, publish: Publish) {
    this.#session = session;
    this.#folder = folder;
    this.#publish = publish;
  }

  /** Starts a container whose ports nobody else in the run has; one after the other, so that nobody gets in between. */
  start<T>(container: Docker.ContainerInspectInfo, start: () => Promise<T>): Promise<T> {
    const { PortBindings, PublishAllPorts } = container.HostConfig as unknown as HostConfig;
    if (isZero(PortBindings) && PublishAllPorts !== true) return start();
    const wanted = publishedBy(container.Config.Labels, this.#session.id);
    const turn = this.#starting.then(async () => {
      if (!container.State.Running) await this.#requireFree(container, wanted);
      const started = await start();
      await this.#openOf(container.Id);
      return started;
    });
    this.#starting = turn.catch(() => undefined);
    return turn;
  }

  /** Where a port of the run is on this machine; undefined while no container has it. */
  async real(port: number): Promise<number | undefined> {
    for (const container of await this.#running()) {
      const wanted = publishedBy(container.Labels, this.#session.id).find(({ number }) => number === port);
      const { NetworkSettings } = await this.#session.docker.getContainer(container.Id).inspect();
      for (const [key, bindings] of Object.entries(NetworkSettings.Ports ?? {}))
        for (const [index, { HostPort }] of (bindings ?? []).entries())
          if (wanted ? wanted.key === key && wanted.index === index : HostPort === String(port))
            return Number(HostPort);
    }
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#open.values()) (await server.catch(() => undefined))?.close();
  }

  async #requireFree({ Id, Name }: Docker.ContainerInspectInfo, wanted: readonly Published[]): Promise<void> {
    for (const other of await this.#running()) {
      if (other.Id === Id) continue;
      const taken = publishedBy(other.Labels, this.#session.id);
      const same = wanted.find(({ number, protocol }) =>
        taken.some((port) => port.number === number && port.protocol === protocol),
      );
      if (same === undefined) continue;
      const where = `${same.address || "0.0.0.0"}:${same.number}`;
      // The engine's own words.
      throw new Refused(
        500,
        `driver failed programming external connectivity on endpoint ${Name.slice(1)} (${Id}): Bind for ${where} failed: port is already allocated`,
      );
    }
  }

  async #openOf(id: string): Promise<void> {
    const found = await this.#session.docker
      .getContainer(id)
      .inspect()
      .catch(() => undefined);
    // Its program has ended already, and it was to be removed then.
    if (found === undefined) return;
    const { NetworkSettings, Config } = found;
    const asked = askedOf(Config.Labels, this.#session.id)?.ports ?? {};
    for (const [key, bindings] of Object.entries(NetworkSettings.Ports ?? {}))
      for (const [index, { HostPort }] of (bindings ?? []).entries())
        if (key.endsWith("/tcp")) await this.#listen(Number(asked[key]?.[index]?.HostPort) || Number(HostPort));
  }

  #listen(port: number): Promise<Server> {
    const known = this.#open.get(port);
    if (known) return known;
    const opened = this.#opened(port);
    this.#open.set(port, opened);
    return opened;
  }

  async #opened(port: number): Promise<Server> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, async (from) => {
      from.on("error", () => from.destroy());
      const real = await this.real(port).catch(() => undefined);
      if (real === undefined) return from.destroy();
      const to = connect({ port: real, host: "127.0.0.1", allowHalfOpen: true });
      joinSockets(from, to);
    });
    await listen(server, this.#folder, String(port));
    await this.#publish(port);
    return server;
  }

  #running(): Promise<readonly Docker.ContainerInfo[]> {
    const filters = { label: [`${RUN}=${this.#session.id}`, SCRIPT] };
    return this.#session.docker.listContainers({ filters });
  }
}

interface Published {
  readonly key: string;
  readonly index: number;
  readonly number: number;
  readonly protocol: string;
  readonly address: string;
}

/** The ports of the machine that a container asks for by their numbers. */
function publishedBy(labels: Readonly<Record<string, string>>, run: string): readonly Published[] {
  const asked = Object.entries(askedOf(labels, run)?.ports ?? {});
  return asked.flatMap(([key, bindings]) =>
    (bindings ?? []).flatMap(({ HostPort = "", HostIp = "" }, index) => {
      const number = Number(HostPort);
      return number === 0 ? [] : [{ key, index, number, protocol: key.split("/")[1] ?? "tcp", address: HostIp }];
    }),
  );
}
