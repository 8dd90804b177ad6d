import { createServer } from "node:net";
import { Finding } from "../core/errors.ts";
import { type Image, ownArguments } from "../engine/build.ts";
import { type Model, type PortSpec, Project } from "../engine/compose.ts";
import { Container } from "../engine/container.ts";
import { engineError } from "../engine/errors.ts";
import { NO_WAY_BACK } from "../engine/network.ts";
import type { CommandResult, Session } from "../engine/session.ts";
import { lastLines } from "../engine/tail.ts";
import type { JudgedModel } from "../guard/model.ts";
import { confined, withCopiedMounts } from "./confine.ts";

/** The port on which the page has to answer. */
export const PAGE_PORT = 8000;
const UP_DEADLINE = 120;
/** As students type it: each service has its own time to stop, ten seconds when it says nothing. */
const DOWN_DEADLINE = 45;

export interface StackOptions {
  readonly session: Session;
  readonly dir: string;
  /** A folder outside of the submission, for copies of what its services mount. */
  readonly scratch: () => Promise<string>;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether builds and containers may reach the Internet. */
  readonly network: "none" | "default";
}

/** The student's services as Compose runs them: under a project name of ours, labelled, on loopback ports. */
export class Stack {
  readonly project: string;
  readonly #session: Session;
  readonly #compose: Project;
  readonly #labels: Readonly<Record<string, string>>;
  readonly #network: "none" | "default";
  readonly #scratch: () => Promise<string>;
  readonly #copies = new Map<string, string>();
  #pagePort: number | undefined;
  #model: JudgedModel | undefined;

  constructor({ session, dir, scratch, project, labels, network }: StackOptions) {
    this.#session = session;
    this.project = project;
    this.#labels = labels;
    this.#scratch = scratch;
    this.#network = network;
    this.#compose = new Project(session, project, dir);
  }

  /** Takes a rendered model as what is built and started from now on. */
  async use(model: JudgedModel): Promise<void> {
    this.#model = model;
    if (this.#pagePort === undefined) this.#publishOn((await isFree(PAGE_PORT)) ? PAGE_PORT : 0);
    const mounted = await withCopiedMounts(model, await this.#scratch(), this.#copies);
    await this.#compose.use(
      ours(mounted, {
        project: this.project,
        labels: this.#labels,
        pagePort: this.#pagePort ?? 0,
        network: this.#network,
      }),
    );
  }

  /** Where the page is published: any free port, when somebody else has taken the usual one. */
  #publishOn(port: number): void {
    this.#pagePort = port;
    if (port === PAGE_PORT) return;
    const text = `Port ${PAGE_PORT} is taken on this machine, so the stack was judged on another port.`;
    this.#session.emit({ type: "note", text });
  }

  /** What the image of a service that is built is called. */
  imageOf(service: string): string {
    return imageName(this.project, service);
  }

  /** Does something while a service runs another image, then gives it its own back. */
  async withImage<T>(service: string, image: Image, action: () => Promise<T>): Promise<T> {
    const [repo = "", tag] = this.imageOf(service).split(":");
    const own = await this.#session.docker.getImage(this.imageOf(service)).inspect();
    const name = (id: string) => this.#session.docker.getImage(id).tag({ repo, tag: tag ?? "latest" });
    try {
      await name(image.id);
      await this.up();
      return await action();
    } finally {
      await name(own.Id);
      await this.up();
    }
  }

  build(deadline: number): Promise<CommandResult> {
    return this.#compose.build(deadline);
  }

  async up(scale: Readonly<Record<string, number>> = {}): Promise<void> {
    let result = await this.#compose.up(scale, UP_DEADLINE);
    if (!result.ok && this.#model && this.#pagePort === PAGE_PORT && lostPort(result.output)) {
      this.#publishOn(0);
      await this.use(this.#model);
      result = await this.#compose.up(scale, UP_DEADLINE);
    }
    if (result.ok) return;
    throw new Finding(
      result.late ? `The stack did not start within ${UP_DEADLINE} seconds.` : "The stack does not start.",
      {
        expected: "one `up` that starts every service",
        evidence: lastLines(result.output, 12),
      },
    );
  }

  /** Takes the stack down, with its networks and volumes. */
  async down(): Promise<void> {
    const result = await this.#compose.down(DOWN_DEADLINE);
    if (result.ok) return;
    const message = result.late
      ? `The stack was not down within ${DOWN_DEADLINE} seconds.`
      : "The stack cannot be taken down.";
    throw new Finding(message, {
      expected: "containers that end when they are asked to",
      evidence: lastLines(result.output, 12),
      hint: "Look at what the containers do when they are asked to stop, and at how long they are given.",
    });
  }

  /** Its containers, by service; those that ended too. */
  async containers(): Promise<ReadonlyMap<string, readonly Container[]>> {
    const filters = { label: [`com.docker.compose.project=${this.project}`] };
    const found = await this.#session.docker.listContainers({ all: true, filters }).catch((error) => {
      throw engineError(error);
    });
    const byService = new Map<string, Container[]>();
    for (const { Id, Labels, Ports } of found) {
      const service = Labels["com.docker.compose.service"] ?? "";
      const port = Ports.find(({ PublicPort }) => PublicPort !== undefined)?.PublicPort ?? 0;
      const container = new Container(this.#session, Id, service, port);
      byService.set(service, [...(byService.get(service) ?? []), container]);
    }
    return byService;
  }

  /** Where a service is published. */
  async address(service: string): Promise<string> {
    return (await this.container(service)).url;
  }

  /** The first container of a service, or a finding that says that there is none. */
  async container(service: string): Promise<Container> {
    const found = (await this.containers()).get(service)?.[0];
    if (found) return found;
    throw new Finding(`The service ${service} has no container.`, {
      expected: "a container for each service",
      actual: "none",
    });
  }
}

interface Ours {
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Where the page's port leads to; 0 for any free port. */
  readonly pagePort: number;
  readonly network: "none" | "default";
}

/** The same model under our names and labels, within our limits, with published ports on loopback only. */
export function ours(model: Model, { project, labels, pagePort, network }: Ours): Model {
  const label = (named: { labels?: Record<string, string> } | null) => ({
    ...named,
    labels: { ...named?.labels, ...labels },
  });
  const name = (named: object | null, key: string) => ({ ...named, name: `${project}_${key}` });
  const each = <T, R>(record: Readonly<Record<string, T>> | undefined, change: (value: T, key: string) => R) =>
    Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, change(value, key)]));
  return {
    ...model,
    name: project,
    networks: each(model.networks, (named, key) => ({
      ...name(label(named), key),
      ...(network === "none" && withoutInternet(model, key)),
    })),
    volumes: each(model.volumes, (named, key) => name(label(named), key)),
    services: each(model.services, ({ container_name: _, build, ports, ...service }, name) => ({
      ...label(confined(service)),
      ...(build && {
        build: {
          ...build,
          ...label(build),
          args: { ...build.args, ...ownArguments(project) },
          ...(network === "none" && { network }),
        },
        image: imageName(project, name),
      }),
      ...(ports && { ports: ports.map((port) => onLoopback(port, pagePort)) }),
    })),
  };
}

/** Ports are only published on networks that are not internal: on those, answers from outside find no way back. */
function withoutInternet({ services }: Model, network: string): object {
  const isDoor = Object.values(services).some(
    ({ ports, networks }) => ports?.length && Object.keys(networks ?? {}).includes(network),
  );
  return isDoor ? { driver_opts: NO_WAY_BACK } : { internal: true };
}

function imageName(project: string, service: string): string {
  return `workshop/${project}-${service}`;
}

function onLoopback({ published, ...port }: PortSpec, pagePort: number): PortSpec {
  const keep = published === String(PAGE_PORT) && pagePort > 0 ? { published: String(pagePort) } : {};
  return { ...port, host_ip: "127.0.0.1", ...keep };
}

/** Somebody else took the port of the page after it had been seen to be free. */
function lostPort(output: string): boolean {
  return new RegExp(`:${PAGE_PORT}\\b.*(port is already allocated|address already in use)`).test(output);
}

/** Nobody listens on the port, neither on all addresses nor on loopback. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ["0.0.0.0", "127.0.0.1"]) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
