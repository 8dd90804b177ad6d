import { join } from "node:path";
import { Finding } from "../../core/errors.ts";
import { explainBuild } from "../../diagnosis/build-failure.ts";
import { evidence } from "../../diagnosis/build-finding.ts";
import { builderTooOld } from "../../diagnosis/builder-age.ts";
import { baseImages, type Dockerfile, findDockerfile, NAMES } from "../../dockerfile/file.ts";
import type { Plan } from "../../dockerfile/plan.ts";
import { build, type Image } from "../../engine/build.ts";
import type { ServiceSpec } from "../../engine/compose.ts";
import { engineFacts } from "../../engine/engine-facts.ts";
import { taggedImages } from "../../engine/images.ts";
import type { Session } from "../../engine/session.ts";
import { normalReference } from "../../images/reference.ts";
import type { BaseImages } from "../../images/resolve.ts";
import { answering } from "../../images/variants.ts";
import type { JudgedModel } from "../../sandbox/model.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { Stack } from "../compose/stack.ts";
import { endedByUs, refuseLarge, refuseLargeImages } from "./build-limits.ts";
import { BuildRecipes, contextOf, fileOf } from "./build-recipes.ts";
import type { Copied } from "./copied.ts";

export interface BuildsOptions {
  readonly session: Session;
  /** The images that submissions name. */
  readonly images: BaseImages;
  readonly workspace: Workspace;
  readonly copied: Copied;
  /** Seconds that the images of one build may take. */
  readonly deadline: number;
  /** Whether builds may reach the Internet. */
  readonly network: "none" | "default";
}

/** Builds what a student wrote: an image, a stage of it, or all images of a compose model. */
export class Builds {
  readonly #options: BuildsOptions;
  readonly #recipes: BuildRecipes;

  constructor(options: BuildsOptions) {
    this.#options = options;
    this.#recipes = new BuildRecipes(options.session, options.workspace, ({ name, place, platform }) =>
      options.images.resolve(name, place, platform),
    );
  }

  /** The Dockerfile of a folder; `name` when it is not the usual one. */
  async dockerfile(folder: string, name?: string): Promise<Dockerfile> {
    for (const wanted of name === undefined ? NAMES : [name]) await this.#options.copied.require(join(folder, wanted));
    const found = await findDockerfile(this.#options.workspace.dir, folder, name === undefined ? undefined : [name]);
    await this.#options.copied.requireBuild(found);
    return found;
  }

  /** What a Dockerfile means, judged. */
  plan(dockerfile: Dockerfile): Promise<Plan> {
    return this.#recipes.plan(dockerfile);
  }

  /** Builds the student's image of a service, or a stage of it: see `stagesBehind`. */
  async build(dockerfile: Dockerfile, stage?: string): Promise<Image> {
    const { service } = dockerfile;
    const { session, deadline, network } = this.#options;
    const { file, context, labels, target } = await this.#recipes.ready(dockerfile);
    const last = stage ?? target;
    const result = await build(session, {
      subject: stage === undefined ? service : `${service}'s stage ${stage}`,
      context,
      dockerfile: file,
      tag: `workshop/${session.id}-${service}${stage === undefined ? "" : `:${stage}`}`,
      labels: { ...labels, ...session.labels },
      deadline,
      network,
      ...(last !== undefined && { target: last }),
      ...(dockerfile.args && { args: dockerfile.args }),
    });
    if (result.status === "built") {
      refuseLarge(service, result.bytes);
      return result.image;
    }
    throw endedByUs(dockerfile, result, deadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Builds what a compose model builds. */
  async stack(stack: Stack, model: JudgedModel): Promise<void> {
    const { session, deadline } = this.#options;
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
    const result = await stack.build(deadline, builds);
    if (result.ok) return refuseLargeImages(session, stack, model);
    const named = /^ ?(?:------\n )?> \[(\S+) /m.exec(result.output)?.[1] ?? /target (\S+):/.exec(result.output)?.[1];
    const dockerfile = dockerfiles.find(({ service }) => service === named) ?? dockerfiles[0];
    if (dockerfile === undefined)
      throw new Finding("BUILD_FAILED", "The images do not build.", { evidence: evidence(result.output) });
    throw endedByUs(dockerfile, result, deadline) ?? (await this.#explain(dockerfile, result.output));
  }

  /** Undefined where the Dockerfile stands in the compose file itself. */
  async #dockerfileOf({ context, dockerfile, dockerfile_inline }: NonNullable<ServiceSpec["build"]>) {
    if (dockerfile_inline === undefined)
      return this.dockerfile(contextOf(this.#options.workspace.dir, context), dockerfile);
    await this.#options.copied.requireBuild({ folder: context, text: dockerfile_inline });
    return undefined;
  }

  async #explain(dockerfile: Dockerfile, output: string): Promise<Error> {
    const { session, images: bases, copied } = this.#options;
    await copied.requireSaid(dockerfile.folder, output);
    const { version } = await engineFacts(session.docker);
    const tooOld = builderTooOld(fileOf(dockerfile.folder, dockerfile.name), output, version);
    if (tooOld) return tooOld;
    const images = await taggedImages(session.docker);
    const named = baseImages(dockerfile.text).map(normalReference);
    const standIn = images.some((image) => image.standIn && named.includes(image.tag));
    const available = answering(images.map(({ tag }) => tag));
    const ignored = await copied.ignoredIn(dockerfile);
    return explainBuild({ dockerfile, output: bases.asWritten(output), available, standIn, ignored });
  }
}
