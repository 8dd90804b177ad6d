import { mkdtemp, symlink } from "node:fs/promises";
import { basename, join, posix, relative, resolve, sep } from "node:path";
import { refuseDocuments } from "../../diagnosis/builder-age.ts";
import type { Dockerfile } from "../../dockerfile/file.ts";
import type { Plan } from "../../dockerfile/plan.ts";
import { stageOf, targetsOf } from "../../dockerfile/resolve.ts";
import { withoutUnused } from "../../dockerfile/unused.ts";
import { ownArguments } from "../../engine/build.ts";
import { projectOf } from "../../engine/build-warden.ts";
import type { Model, ServiceSpec } from "../../engine/compose.ts";
import { engineFacts } from "../../engine/engine-facts.ts";
import type { Session } from "../../engine/session.ts";
import { judgeDockerfile } from "../../sandbox/dockerfile.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { writeBuildFile } from "./build-file.ts";
import { buildImages, type FindImage } from "./build-images.ts";

/** A Dockerfile on its way to the builder. */
interface Source {
  /** As findings name it. */
  readonly file: string;
  readonly text: string;
  /** Where it lies in the work, when it is a file. */
  readonly path?: string;
  /** Build arguments of a compose file. */
  readonly args?: Readonly<Record<string, string | null>>;
  /** The folder that is built, relative to the work. */
  readonly folder: string;
  /** For which machines a compose file wants it. */
  readonly platform?: string;
  /** The stage that a compose file wants, by its name or its number. */
  readonly target?: string;
}

/** What the builder gets in the place of the student's Dockerfile. */
export interface Ready {
  readonly file: string;
  /** A link to the folder that is built. */
  readonly context: string;
  readonly plan: Plan;
  /** Labels that every image of this Dockerfile gets, before ours. */
  readonly labels: Readonly<Record<string, string>>;
  /** The stage to end with, as it is called in the file; the last one when left out. */
  readonly target?: string;
}

type Build = NonNullable<ServiceSpec["build"]>;
/** The folder that Dockerfiles lie in, and one for our own files. */
type Place = Pick<Workspace, "dir" | "scratch">;

/** What stands in the `build` of a service in the place of what the student wrote there. */
export interface ReadyService {
  readonly dockerfile: string;
  readonly context: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** The same model, in which every service is built from what was written out for it. */
export function withBuilds(model: Model, builds: ReadonlyMap<string, ReadyService>): Model {
  const services = Object.entries(model.services).map(([name, service]) => {
    if (service.build === undefined) return [name, service];
    const ready = builds.get(name);
    if (ready === undefined) throw new Error(`nobody judged what ${name} is built from`);
    const { dockerfile_inline: _, ...build } = service.build;
    return [name, { ...service, build: { ...build, ...ready, labels: { ...ready.labels, ...build.labels } } }];
  });
  return { ...model, services: Object.fromEntries(services) };
}

/** Turns Dockerfiles into what the builder gets: read, judged, images found, written out. */
export class BuildRecipes {
  readonly #session: Session;
  readonly #workspace: Place;
  readonly #find: FindImage;

  constructor(session: Session, workspace: Place, find: FindImage) {
    this.#session = session;
    this.#workspace = workspace;
    this.#find = find;
  }

  /** What a Dockerfile of the work means, judged. */
  plan(dockerfile: Dockerfile): Promise<Plan> {
    return this.#judged(this.#sourceOf(dockerfile));
  }

  ready(dockerfile: Dockerfile): Promise<Ready> {
    return this.#ready(this.#sourceOf(dockerfile));
  }

  /** What Compose builds; `dockerfile` is undefined when the text stands in the compose file. */
  async service(
    service: string,
    build: Build & Pick<Source, "platform">,
    dockerfile: Dockerfile | undefined,
  ): Promise<ReadyService> {
    const folder = contextOf(this.#workspace.dir, build.context);
    const inline = { file: `build of ${service}`, folder, text: build.dockerfile_inline ?? "" };
    const source = dockerfile ? this.#sourceOf(dockerfile) : inline;
    const { args = {}, platform, target } = build;
    const wanted = { ...(platform && { platform }), ...(target && { target }) };
    const { file: written, plan: _, ...ready } = await this.#ready({ ...source, args, ...wanted });
    return { dockerfile: written, ...ready };
  }

  #sourceOf({ folder, name, text, args, target }: Dockerfile): Source {
    const file = fileOf(folder, name);
    return { file, text, folder, path: file, ...(args && { args }), ...(target && { target }) };
  }

  async #ready(source: Source): Promise<Ready> {
    const judged = await this.#judged(source);
    const plan = withoutUnused(judged, stageOf(judged, source.target) ?? judged.stages.length - 1);
    const { version } = await engineFacts(this.#session.docker);
    refuseDocuments(plan, version);
    const find: FindImage = (wanted) => this.#find({ ...wanted, platform: wanted.platform ?? source.platform });
    const images = await buildImages(this.#session, plan, find);
    const scratch = join(await this.#workspace.scratch(), "builds");
    const file = await writeBuildFile(plan, images, { scratch, dir: this.#workspace.dir, path: source.path });
    const { labels } = images;
    const context = await this.#linkTo(source.folder);
    if (source.target === undefined) return { file, context, plan, labels };
    // What is no stage is for the builder to complain about.
    return {
      file,
      context,
      plan,
      labels,
      target: targetsOf(plan)[stageOf(plan, source.target) ?? -1] ?? source.target,
    };
  }

  /**
   * Builds whose contexts have the same last name share what the builder has received: those of two submissions that are built
   * at the same moment were seen to get each other's files. So each context has a name of its own.
   */
  async #linkTo(folder: string): Promise<string> {
    const place = await mkdtemp(join(await this.#workspace.scratch(), "context-"));
    const link = join(place, `${this.#session.id}-${basename(place)}`);
    await symlink(join(this.#workspace.dir, folder), link);
    return link;
  }

  async #judged({ file, text, args = {} }: Source): Promise<Plan> {
    const platform = await engineFacts(this.#session.docker);
    const set = Object.entries(args).flatMap(([name, value]) =>
      value === null ? [] : [[name, String(value)] as const],
    );
    const all = { ...Object.fromEntries(set), ...ownArguments(projectOf(this.#session.id)) };
    return judgeDockerfile(text, { file, network: this.#session.network, surroundings: { args: all, platform } });
  }
}

/** The path of a Dockerfile inside the submission. */
export function fileOf(folder: string, name: string): string {
  return posix.join(folder, name);
}

/** The folder from which a service is built, relative to the submission. */
export function contextOf(dir: string, context: string): string {
  return relative(dir, resolve(dir, context)).split(sep).join("/");
}
