import type Docker from "dockerode";
import { Finding } from "../../core/errors.ts";
import type { Place } from "../../core/rule.ts";
import { noContainer, notStarted, requireEnded } from "../../diagnosis/start-failure.ts";
import { engineTooOld } from "../../diagnosis/too-old.ts";
import { waitsInVain } from "../../diagnosis/waiting.ts";
import type { Image } from "../../engine/build.ts";
import { type Model, Project } from "../../engine/compose.ts";
import { Container } from "../../engine/container.ts";
import { throwEngineError } from "../../engine/errors.ts";
import { COMPOSE_PROJECT, COMPOSE_SERVICE } from "../../engine/labels.ts";
import type { CommandResult, Session } from "../../engine/session.ts";
import type { BaseImages } from "../../images/resolve.ts";
import type { JudgedModel } from "../../sandbox/model.ts";
import { type ReadyService, withBuilds } from "../image/build-recipes.ts";
import { isFree, lostPort } from "./free-port.ts";
import { MountCopies, withCopiedMounts } from "./mounts.ts";
import { imageName, ours } from "./ours.ts";
import { publisher } from "./ports.ts";
import { stackImages } from "./stack-images.ts";

const UP_DEADLINE = 120;
/** As students type it: each service has its own time to stop, ten seconds when it says nothing. */
const DOWN_DEADLINE = 45;

export interface StackOptions {
  readonly session: Session;
  readonly images: BaseImages;
  readonly dir: string;
  /** A folder outside of the submission, for copies of what its services mount. */
  readonly mounts: () => Promise<string>;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports of the machine on which the work has to answer: kept where nobody else has them. Others become any free one. */
  readonly ports: readonly number[];
  /** Whether builds and containers may reach the Internet. */
  readonly network: "none" | "default";
  /** Where a key of the model is written. */
  readonly placeOf: (key: readonly string[]) => Place;
}

/** The student's services as Compose runs them: under a project name of ours, labelled, on loopback ports. */
export class Stack {
  readonly project: string;
  readonly #session: Session;
  readonly #images: BaseImages;
  readonly #compose: Project;
  readonly #labels: Readonly<Record<string, string>>;
  readonly #network: "none" | "default";
  readonly #copies: MountCopies;
  readonly #wanted: readonly number[];
  readonly #placeOf: StackOptions["placeOf"];
  /** Those that are to be had; found out when the first model is taken. */
  #kept: ReadonlySet<number> | undefined;
  #model: JudgedModel | undefined;
  /** The same under our names. */
  #ours: Model | undefined;

  constructor({ session, images, dir, mounts, project, labels, ports, network, placeOf }: StackOptions) {
    this.#session = session;
    this.#images = images;
    this.project = project;
    this.#labels = labels;
    this.#copies = new MountCopies(dir, mounts);
    this.#network = network;
    this.#wanted = ports;
    this.#placeOf = placeOf;
    this.#compose = new Project(session, project, dir);
  }

  /**
   * Takes a rendered model as what is built and started from now on, and finds the images that it starts as they are.
   * Without `fixedPorts` every published port is any free one, so that a service which publishes can have several containers.
   */
  async use(model: JudgedModel, { fixedPorts = true }: { readonly fixedPorts?: boolean } = {}): Promise<void> {
    this.#model = model;
    this.#kept ??= await this.#free();
    const [images, copied] = await Promise.all([
      stackImages(model, this.#images),
      withCopiedMounts(model, this.#copies),
    ]);
    this.#ours = ours(copied, {
      project: this.project,
      labels: this.#labels,
      ports: fixedPorts ? this.#kept : new Set(),
      network: this.#network,
      images,
      machineMemory: (await this.#session.info()).MemTotal,
    });
    await this.#compose.use(this.#ours);
  }

  async #free(): Promise<ReadonlySet<number>> {
    const free = new Set<number>();
    for (const port of this.#wanted) {
      if (await isFree(port)) free.add(port);
      else this.#noteTaken(port);
    }
    return free;
  }

  #noteTaken(port: number): void {
    const text = `Port ${port} is taken on this machine, so the stack was judged on another port.`;
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

  /** Builds what the model builds, as `builds` say for each service. */
  async build(deadline: number, builds: ReadonlyMap<string, ReadyService>): Promise<CommandResult> {
    if (this.#ours) await this.#compose.use(withBuilds(this.#ours, builds));
    return this.#asWritten(await this.#compose.build(deadline));
  }

  /** Compose speaks of images by the names that we gave them. */
  #asWritten(result: CommandResult): CommandResult {
    return { ...result, output: this.#images.asWritten(result.output) };
  }

  async up(scale: Readonly<Record<string, number>> = {}): Promise<void> {
    let result = await this.#compose.up(scale, UP_DEADLINE);
    // Somebody else may have taken each of the ports meanwhile: every time there is one less to lose.
    while (!result.ok && (await this.#lose(result.output))) result = await this.#compose.up(scale, UP_DEADLINE);
    if (result.ok) return;
    const old = await engineTooOld(this.#session.docker, result.output);
    if (old) throw old;
    const waiting = this.#model && (await waitsInVain(this.#session, this.#model, await this.#list()));
    if (waiting)
      throw new Finding(waiting.code, waiting.message, { ...waiting.details, ...this.#placeOf(waiting.key) });
    throw notStarted(
      result.late ? `The stack did not start within ${UP_DEADLINE} seconds.` : "The stack does not start.",
      this.#asWritten(result),
    );
  }

  /** Gives up a port that was to be kept and is no longer to be had; false when that was not the trouble. */
  async #lose(output: string): Promise<boolean> {
    const lost = lostPort(output);
    if (this.#model === undefined || lost === undefined || !this.#kept?.has(lost)) return false;
    this.#kept = new Set([...this.#kept].filter((port) => port !== lost));
    this.#noteTaken(lost);
    await this.use(this.#model);
    return true;
  }

  /** Takes the stack down, with its networks and, unless they are to stay, its volumes. */
  async down({ volumes = true }: { readonly volumes?: boolean } = {}): Promise<void> {
    const result = await this.#compose.down({ volumes }, DOWN_DEADLINE);
    requireEnded(
      result,
      result.late ? `The stack was not down within ${DOWN_DEADLINE} seconds.` : "The stack cannot be taken down.",
    );
  }

  async stop(service: string): Promise<void> {
    requireEnded(await this.#compose.stop(service, DOWN_DEADLINE), `The service ${service} cannot be stopped.`);
  }

  async start(service: string): Promise<void> {
    const result = await this.#compose.start(service, UP_DEADLINE);
    if (!result.ok) throw notStarted(`The service ${service} does not start again.`, this.#asWritten(result));
  }

  /** Stops a service and removes its containers; the next `up` makes new ones. */
  async remove(service: string): Promise<void> {
    requireEnded(await this.#compose.remove(service, DOWN_DEADLINE), `The containers of ${service} cannot be removed.`);
  }

  /** Its containers, by service; those that ended too. */
  async containers(): Promise<ReadonlyMap<string, readonly Container[]>> {
    const byService = new Map<string, Container[]>();
    for (const info of await this.#list()) {
      const service = serviceOf(info);
      const port = info.Ports.find(({ PublicPort }) => PublicPort !== undefined)?.PublicPort ?? 0;
      byService.set(service, [...(byService.get(service) ?? []), new Container(this.#session, info.Id, service, port)]);
    }
    return byService;
  }

  async #list(): Promise<readonly Docker.ContainerInfo[]> {
    const filters = { label: [`${COMPOSE_PROJECT}=${this.project}`] };
    return this.#session.docker.listContainers({ all: true, filters }).catch(throwEngineError);
  }

  /** The containers behind a port that the model publishes; the `port` of each leads there, wherever it was published. */
  async behind(published: number): Promise<readonly Container[]> {
    const { service, target } = publisher(this.#model, published);
    return (await this.#list())
      .filter((info) => serviceOf(info) === service)
      .map(({ Id, Ports }) => {
        const port = Ports.find(({ PrivatePort, PublicPort }) => PrivatePort === target && PublicPort !== undefined);
        // While it is being started again, nothing of it is published.
        const kept = this.#kept?.has(published) ? published : 0;
        return new Container(this.#session, Id, service, port?.PublicPort ?? kept);
      });
  }

  /** Where a published port really leads from this machine. */
  async url(published: number): Promise<string> {
    const [first] = await this.behind(published);
    if (first === undefined) throw noContainer(publisher(this.#model, published).service);
    return first.url;
  }

  /** The first container of a service, or a finding that says that there is none. */
  async container(service: string): Promise<Container> {
    const found = (await this.containers()).get(service)?.[0];
    if (found) return found;
    throw noContainer(service);
  }
}

function serviceOf({ Labels }: Docker.ContainerInfo): string {
  return Labels[COMPOSE_SERVICE] ?? "";
}
