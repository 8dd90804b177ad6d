import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { checksOn } from "../core/check.ts";
import { Finding, GraderError } from "../core/errors.ts";
import { build, type Image } from "../engine/build.ts";
import { ComposeReader } from "../engine/compose-reader.ts";
import { type Container, type RunSpec, run } from "../engine/container.ts";
import { taggedImages } from "../engine/images.ts";
import { KEPT } from "../engine/labels.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import type { PartClock } from "../engine/part-clock.ts";
import type { Session } from "../engine/session.ts";
import { judgeDockerfile } from "../guard/dockerfile.ts";
import type { JudgedModel } from "../guard/model.ts";
import { placeOfKey, type Source } from "../guard/yaml.ts";
import { normalReference } from "../images/catalogue.ts";
import type { BaseImages } from "../images/resolve.ts";
import { answering } from "../images/variants.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { explainBuild } from "./build-failure.ts";
import { evidence } from "./build-finding.ts";
import { endedByUs, refuseLarge, refuseLargeImages } from "./build-limits.ts";
import { Copied } from "./copied.ts";
import { baseImages, type Dockerfile, findDockerfile, frontend, NAMES, withoutFrontend } from "./dockerfile.ts";
import { once } from "./once.ts";
import { referenceImage } from "./reference.ts";
import { Stack } from "./stack.ts";
import { haveBasesFor } from "./stack-images.ts";
import { withNamedStages } from "./stages.ts";
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

  /** Builds the student's image of a service, or a stage of it: see `stagesBehind`. */
  async build(dockerfile: Dockerfile, stage?: string): Promise<Image> {
    const { service, folder, name, text } = dockerfile;
    judgeDockerfile(text, { file: `${folder}/${name}`, network: this.internet });
    const context = join(this.dir, folder);
    const spec = {
      subject: service,
      context,
      dockerfile: name,
      tag: `workshop/${this.session.id}-${service}`,
      labels: this.session.labels,
      deadline: this.#buildDeadline,
      network: this.internet,
      ...(stage !== undefined && {
        subject: `${service}'s stage ${stage}`,
        dockerfile: relative(context, await this.#withNamedStages(dockerfile)),
        tag: `workshop/${this.session.id}-${service}:${stage}`,
        target: stage,
      }),
    };
    const attempt = () => build(this.session, spec);
    let result = await attempt();
    if (result.status === "failed" && (await this.#dropFrontend(dockerfile, result.output))) result = await attempt();
    if (result.status === "built") {
      refuseLarge(service, result.bytes);
      return result.image;
    }
    throw endedByUs(dockerfile, result, this.#buildDeadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Writes the Dockerfile, as it is after a build of the image, outside of the build context; gives its path. */
  async #withNamedStages({ service, folder, name }: Dockerfile): Promise<string> {
    const path = join(await this.workspace.scratch(), `${service}.Dockerfile`);
    await writeFile(path, withNamedStages(await readFile(join(this.dir, folder, name), "utf8")));
    return path;
  }

  /** Builds what a compose model builds. */
  async buildStack(stack: Stack, model: JudgedModel): Promise<void> {
    const dockerfiles = await this.#dockerfiles(model);
    let result = await stack.build(this.#buildDeadline);
    if (result.ok) return refuseLargeImages(this.session, stack, model);
    const dropped = await Promise.all(dockerfiles.map((dockerfile) => this.#dropFrontend(dockerfile, result.output)));
    if (dropped.includes(true)) result = await stack.build(this.#buildDeadline);
    if (result.ok) return refuseLargeImages(this.session, stack, model);
    const named = /^ ?(?:------\n )?> \[(\S+) /m.exec(result.output)?.[1] ?? /target (\S+):/.exec(result.output)?.[1];
    const dockerfile = dockerfiles.find(({ service }) => service === named) ?? dockerfiles[0];
    if (dockerfile === undefined) throw new Finding("The images do not build.", { evidence: evidence(result.output) });
    throw endedByUs(dockerfile, result, this.#buildDeadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Reads and judges every Dockerfile that the model builds. */
  async #dockerfiles(model: JudgedModel): Promise<readonly Dockerfile[]> {
    const found = Object.entries(model.services).map(async ([service, { build, platform }]) => {
      if (build === undefined) return [];
      const options = { network: this.internet, args: build.args ?? {} };
      if (build.dockerfile_inline !== undefined) {
        judgeDockerfile(build.dockerfile_inline, { ...options, file: `build of ${service}` });
        await this.copied.requireBuild({ folder: build.context, text: build.dockerfile_inline });
        return [];
      }
      const folder = relative(this.dir, resolve(this.dir, build.context)).split(sep).join("/");
      const dockerfile = await this.dockerfile(folder, build.dockerfile);
      const file = `${folder}/${dockerfile.name}`;
      judgeDockerfile(dockerfile.text, { ...options, file });
      await haveBasesFor(platform, dockerfile.text, file, this.images);
      return [{ ...dockerfile, service }];
    });
    return (await Promise.all(found)).flat();
  }

  async #explain(dockerfile: Dockerfile, output: string): Promise<Error> {
    await this.copied.requireSaid(dockerfile.folder, output);
    const images = await taggedImages(this.session.docker);
    const bases = baseImages(dockerfile.text).map(normalReference);
    const standIn = images.some((image) => image.standIn && bases.includes(image.tag));
    const available = answering(images.map(({ tag }) => tag));
    return explainBuild({ dockerfile, output: this.images.asWritten(output), available, standIn });
  }

  /** The name of what Compose starts in this run. */
  get project(): string {
    return `workshop-${this.session.id}`;
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

  /** A frontend that cannot be had is not the student's fault: the line goes, in our copy only. */
  async #dropFrontend({ folder, name, text }: Dockerfile, output: string): Promise<boolean> {
    const image = frontend(text);
    if (image === undefined || !output.includes("resolve image config for")) return false;
    const path = join(this.dir, folder, name);
    await writeFile(path, withoutFrontend(await readFile(path, "utf8")));
    this.note(
      `${folder}/${name}: built without its "# syntax=${image}" line, because that image cannot be fetched here.`,
    );
    return true;
  }
}

export const check = checksOn<Work>();
