import { join } from "node:path";
import { checksOn } from "../core/check.ts";
import { Finding, GraderError } from "../core/errors.ts";
import type { PartClock } from "../core/part-clock.ts";
import type { Plan } from "../dockerfile/plan.ts";
import { build, type Image } from "../engine/build.ts";
import { projectOf } from "../engine/build-warden.ts";
import type { ServiceSpec } from "../engine/compose.ts";
import { ComposeReader } from "../engine/compose-reader.ts";
import { type Container, type RunSpec, run } from "../engine/container.ts";
import { taggedImages } from "../engine/images.ts";
import { KEPT } from "../engine/labels.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import type { Session } from "../engine/session.ts";
import type { JudgedModel } from "../guard/model.ts";
import { placeOfKey, type Source } from "../guard/yaml.ts";
import { normalReference } from "../images/catalogue.ts";
import type { BaseImages } from "../images/resolve.ts";
import { answering } from "../images/variants.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { explainBuild } from "./build-failure.ts";
import { evidence } from "./build-finding.ts";
import { endedByUs, refuseLarge, refuseLargeImages } from "./build-limits.ts";
import { BuildRecipes, contextOf, fileOf } from "./build-recipes.ts";
import { builderTooOld } from "./builder-age.ts";
import { composeBuild } from "./compose-build.ts";
import { Copied } from "./copied.ts";
import { baseImages, type Dockerfile, findDockerfile, NAMES } from "./dockerfile.ts";
import { engineFacts } from "./engine-facts.ts";
import { once } from "./once.ts";
import { referenceImage } from "./reference.ts";
import { Stack } from "./stack.ts";
import { cannotStart } from "./start-failure.ts";

export interface WorkOptions {
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
export class Work {
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
  readonly #buildDeadline: number;
  readonly #recipes: BuildRecipes;
  readonly #networks = new Map<string, Promise<Network>>();
  readonly #references = new Map<string, Promise<Image>>();

  constructor({ session, images, clock, workspace, lab, reference, keep, buildDeadline, network }: WorkOptions) {
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
    this.#buildDeadline = buildDeadline;
    this.#recipes = new BuildRecipes(session, workspace, ({ name, place, platform }) =>
      images.resolve(name, place, platform),
    );
  }

  get signal(): AbortSignal {
    return this.session.signal;
  }

  note(text: string): void {
    this.session.emit({ type: "note", text });
  }

  /** The Dockerfile of a folder; `name` when it is not the usual one. */
  async dockerfile(folder: string, name?: string): Promise<Dockerfile> {
    for (const wanted of name === undefined ? NAMES : [name]) await this.copied.require(join(folder, wanted));
    const found = await findDockerfile(this.dir, folder, name === undefined ? undefined : [name]);
    await this.copied.requireBuild(found);
    return found;
  }

  /** From which a service is built: as the compose file says, if that is there, else what is in the service's own folder. */
  async dockerfileOf(service: string): Promise<Dockerfile> {
    const build = await composeBuild(this, service);
    if (build === undefined) return this.dockerfile(service);
    const { context, dockerfile, target, args } = build;
    try {
      const found = await this.dockerfile(contextOf(this.dir, context), dockerfile);
      return { ...found, service, ...(target && { target }), ...(args && { args }) };
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      return this.dockerfile(service).catch(() => Promise.reject(error));
    }
  }

  /** What a Dockerfile means, judged. */
  plan(dockerfile: Dockerfile): Promise<Plan> {
    return this.#recipes.plan(dockerfile);
  }

  /** Builds the student's image of a service, or a stage of it: see `stagesBehind`. */
  async build(dockerfile: Dockerfile, stage?: string): Promise<Image> {
    const { service } = dockerfile;
    const { file, context, labels, target } = await this.#recipes.ready(dockerfile);
    const last = stage ?? target;
    const result = await build(this.session, {
      subject: stage === undefined ? service : `${service}'s stage ${stage}`,
      context,
      dockerfile: file,
      tag: `workshop/${this.session.id}-${service}${stage === undefined ? "" : `:${stage}`}`,
      labels: { ...labels, ...this.session.labels },
      deadline: this.#buildDeadline,
      network: this.internet,
      ...(last !== undefined && { target: last }),
      ...(dockerfile.args && { args: dockerfile.args }),
    });
    if (result.status === "built") {
      refuseLarge(service, result.bytes);
      return result.image;
    }
    throw endedByUs(dockerfile, result, this.#buildDeadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Builds what a compose model builds. */
  async buildStack(stack: Stack, model: JudgedModel): Promise<void> {
    const dockerfiles: Dockerfile[] = [];
    const each = Object.entries(model.services).map(async ([service, { build, platform }]) => {
      if (build === undefined) return [];
      const dockerfile = await this.#dockerfileOf(build);
      if (dockerfile) dockerfiles.push({ ...dockerfile, service });
      return [
        [
          service,
          await this.#recipes.service(
            service,
            { ...build, ...(typeof platform === "string" && { platform }) },
            dockerfile,
          ),
        ] as const,
      ];
    });
    const builds = new Map((await Promise.all(each)).flat());
    const result = await stack.build(this.#buildDeadline, builds);
    if (result.ok) return refuseLargeImages(this.session, stack, model);
    const named = /^ ?(?:------\n )?> \[(\S+) /m.exec(result.output)?.[1] ?? /target (\S+):/.exec(result.output)?.[1];
    const dockerfile = dockerfiles.find(({ service }) => service === named) ?? dockerfiles[0];
    if (dockerfile === undefined)
      throw new Finding("BUILD_FAILED", "The images do not build.", { evidence: evidence(result.output) });
    throw endedByUs(dockerfile, result, this.#buildDeadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Undefined where the Dockerfile stands in the compose file itself. */
  async #dockerfileOf({ context, dockerfile, dockerfile_inline }: NonNullable<ServiceSpec["build"]>) {
    if (dockerfile_inline === undefined) return this.dockerfile(contextOf(this.dir, context), dockerfile);
    await this.copied.requireBuild({ folder: context, text: dockerfile_inline });
    return undefined;
  }

  async #explain(dockerfile: Dockerfile, output: string): Promise<Error> {
    await this.copied.requireSaid(dockerfile.folder, output);
    const { version } = await engineFacts(this.session.docker);
    const tooOld = builderTooOld(fileOf(dockerfile.folder, dockerfile.name), output, version);
    if (tooOld) return tooOld;
    const images = await taggedImages(this.session.docker);
    const bases = baseImages(dockerfile.text).map(normalReference);
    const standIn = images.some((image) => image.standIn && bases.includes(image.tag));
    const available = answering(images.map(({ tag }) => tag));
    return explainBuild({ dockerfile, output: this.images.asWritten(output), available, standIn });
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

export const check = checksOn<Work>();
