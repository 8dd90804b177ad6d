import { checksOn } from "../core/check.ts";
import { Finding, GraderError } from "../core/errors.ts";
import type { PartClock } from "../core/part-clock.ts";
import type { Exhibit } from "../core/report.ts";
import { cannotStart } from "../diagnosis/start-failure.ts";
import type { Dockerfile } from "../dockerfile/file.ts";
import type { Plan } from "../dockerfile/plan.ts";
import type { Image } from "../engine/build.ts";
import { projectOf } from "../engine/build-warden.ts";
import { ComposeReader } from "../engine/compose-reader.ts";
import { type Container, run } from "../engine/container.ts";
import { findInImage } from "../engine/image-files.ts";
import { imageBytes } from "../engine/images.ts";
import { KEPT } from "../engine/labels.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import type { RunSpec } from "../engine/run-spec.ts";
import type { Session } from "../engine/session.ts";
import type { BaseImages } from "../images/resolve.ts";
import { Agent } from "../probe/agent.ts";
import type { Answer } from "../probe/http.ts";
import { agentBeside, firstAnswer, firstSent } from "../probe/server.ts";
import { Tap } from "../probe/tap.ts";
import type { JudgedModel } from "../sandbox/model.ts";
import { placeOfKey, type Source } from "../sandbox/yaml.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { composeBuild } from "./compose/compose-build.ts";
import { Stack } from "./compose/stack.ts";
import { contextOf } from "./image/build-recipes.ts";
import { Builds } from "./image/builds.ts";
import { Copied } from "./image/copied.ts";
import { referenceImage } from "./image/reference.ts";
import { once } from "./once.ts";

export interface CheckContextOptions {
  readonly session: Session;
  /** The images that submissions name. */
  readonly images: BaseImages;
  readonly clock: PartClock;
  readonly workspace: Workspace;
  /** Name of the lab. */
  readonly lab: string;
  /** solutions/NAME */
  readonly reference: string;
  /** Leave the judged stack up. */
  readonly keep: boolean;
  /** Seconds that the images of one build may take. */
  readonly buildDeadline: number;
  /** Whether builds and containers may reach the Internet. */
  readonly network: "none" | "default";
}

/** What a check holds in its hands: the student's workspace, the engine, and the reference beside it. */
export class CheckContext {
  readonly session: Session;
  readonly images: BaseImages;
  readonly dir: string;
  readonly lab: string;
  readonly reference: string;
  readonly keep: boolean;
  readonly workspace: Workspace;
  readonly internet: "none" | "default";
  readonly clock: PartClock;
  /** What of the submission is in the workspace. */
  readonly copied: Copied;
  /** Reads compose files of the workspace, and nothing else. */
  readonly reader: ComposeReader;
  /** The compose files that were read last, as they are written. */
  sources: readonly Source[] = [];
  readonly #builds: Builds;
  readonly #networks = new Map<string, Promise<Network>>();
  readonly #references = new Map<string, Promise<Image>>();

  constructor({
    session,
    images,
    clock,
    workspace,
    lab,
    reference,
    keep,
    buildDeadline,
    network,
  }: CheckContextOptions) {
    this.session = session;
    this.images = images;
    this.clock = clock;
    this.workspace = workspace;
    this.dir = workspace.dir;
    this.copied = new Copied(workspace.dir, workspace.leftOut, (text) => this.note(text));
    this.reader = new ComposeReader(session, workspace.dir);
    this.lab = lab;
    this.reference = reference;
    this.keep = keep;
    this.internet = network;
    const { copied } = this;
    this.#builds = new Builds({ session, images, workspace, copied, deadline: buildDeadline, network });
  }

  get signal(): AbortSignal {
    return this.session.signal;
  }

  note(text: string): void {
    this.session.emit({ type: "note", text });
  }

  /** From which a service is built: as the compose file says, if that is there, else what is in the service's own folder. */
  async dockerfileOf(service: string): Promise<Dockerfile> {
    const build = await composeBuild(this, service);
    if (build === undefined) return this.#builds.dockerfile(service);
    const { context, dockerfile, target, args } = build;
    try {
      const found = await this.#builds.dockerfile(contextOf(this.dir, context), dockerfile);
      return { ...found, service, ...(target && { target }), ...(args && { args }) };
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      return this.#builds.dockerfile(service).catch(() => Promise.reject(error));
    }
  }

  /** What a Dockerfile means, judged. */
  plan(dockerfile: Dockerfile): Promise<Plan> {
    return this.#builds.plan(dockerfile);
  }

  /** Builds the student's image of a service, or a stage of it: see `stagesBehind`. */
  build(dockerfile: Dockerfile, stage?: string): Promise<Image> {
    return this.#builds.build(dockerfile, stage);
  }

  /** Builds what a compose model builds. */
  buildStack(stack: Stack, model: JudgedModel): Promise<void> {
    return this.#builds.stack(stack, model);
  }

  /** The name of what Compose starts in this run. */
  get project(): string {
    return projectOf(this.session.id);
  }

  /** The student's stack. `ports` are those of the machine on which it has to answer. */
  stack(ports: readonly number[], labels = this.session.labels): Stack {
    const { session, images, dir, project, internet: network, workspace } = this;
    const [mounts, placeOf] = [() => workspace.mounts(), (key: readonly string[]) => placeOfKey(this.sources, key)];
    return new Stack({ session, images, dir, project, labels, ports, network, mounts, placeOf });
  }

  /**
   * Builds and starts the judged stack once more, now to stay, and says where its page is: behind this port. Until then
   * it belonged to the run: a check that is killed leaves no stack that nobody asked for.
   */
  async keepUp(model: JudgedModel, ...ports: readonly [number, ...(readonly number[])]): Promise<void> {
    const stack = this.stack(ports, this.session.keptLabels);
    await stack.use(model);
    await this.buildStack(stack, model);
    await stack.up();
    await this.workspace.keep(this.session.id);
    const address = await stack.url(ports[0]);
    const images = `docker image rm $(docker images --quiet --filter label=${KEPT}=${this.session.id})`;
    this.session.emit({
      type: "kept",
      address: `${address} (remove it with: docker compose -p ${stack.project} down --volumes && ${images})`,
    });
  }

  /** Waits until a server answers for the first time on a published port of its container. */
  firstAnswer(
    container: Container,
    port: number,
    path: string,
    isItsOwn?: (answer: Answer) => boolean,
  ): Promise<Answer> {
    return firstAnswer(this.session, container, port, path, isItsOwn);
  }

  /** Waits until something is sent by whoever listens on a port of a container, which `agent` knows by a name. */
  firstSent(
    container: Container,
    port: number,
    asked: { readonly agent: Agent; readonly name: string },
  ): Promise<Buffer> {
    return firstSent(this.session, container, port, asked);
  }

  /** Asks from inside the network of a container. */
  agentBeside(container: Container): Promise<Agent> {
    return agentBeside(this.session, container);
  }

  /** Asks as a container on a network does. */
  agentOn(network: Network): Promise<Agent> {
    return Agent.start(this.session, { network });
  }

  /** Hears what a container says to others; `image` is one of ours with Python in it. */
  tap(image: Image, container: Container): Promise<Tap> {
    return Tap.start(this.session, image.id, container.id);
  }

  /** How large an image is, with all of its layers. */
  imageBytes({ id }: Image): Promise<number> {
    return imageBytes(this.session.docker, id);
  }

  /** The first file of an image that is as wanted, without the leading slash. */
  findInImage({ tag }: Image, wanted: (path: string) => boolean): Promise<string | undefined> {
    return findInImage(this.session, tag, wanted);
  }

  /** A figure for the report. */
  fact(name: string, value: number): void {
    this.session.emit({ type: "fact", name, value });
  }

  /** A table for the report. */
  exhibit(exhibit: Exhibit): void {
    this.session.emit({ type: "exhibit", exhibit });
  }

  /** Does something that the report's timeline shows as measuring. */
  measuring<T>(what: string, action: () => Promise<T>): Promise<T> {
    return this.session.step("measure", what, action);
  }

  referenceImage(service: string): Promise<Image> {
    return once(this.#references, service, () => referenceImage(this.session, this.lab, this.reference, service));
  }

  network(subject: string): Promise<Network> {
    return once(this.#networks, subject, () => createNetwork(this.session, subject));
  }

  /** Starts a container. A command that the image does not have is the student's finding. */
  async run(spec: RunSpec): Promise<Container> {
    return run(this.session, spec).catch((error: Error & { statusCode?: number }) => {
      if (error.statusCode === undefined) throw error;
      if (error.statusCode === 404 && /no such image/i.test(error.message)) {
        throw new GraderError(
          "IMAGE_MISSING",
          `The image ${spec.image} is not on this machine.`,
          "Run `npm run images -- build`.",
          { cause: error },
        );
      }
      throw cannotStart(spec.subject, error.message);
    });
  }
}

export const check = checksOn<CheckContext>();
