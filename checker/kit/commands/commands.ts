import { explainBuild } from "../../diagnosis/build-failure.ts";
import { findDockerfile, NAMES } from "../../dockerfile/file.ts";
import { build as buildImage } from "../../engine/build.ts";
import type { Session } from "../../engine/session.ts";
import type { BaseImages } from "../../images/resolve.ts";
import type { BuildRequest, Built } from "../../sandbox/engine-proxy/build-request.ts";
import { EngineProxy } from "../../sandbox/engine-proxy/proxy.ts";
import { Scripts } from "../../sandbox/engine-proxy/scripts.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { endedByUs, refuseLarge } from "../image/build-limits.ts";
import { BuildRecipes } from "../image/build-recipes.ts";

interface CommandsOptions {
  readonly session: Session;
  readonly images: BaseImages;
  readonly workspace: Pick<Workspace, "dir" | "scratch" | "mounts">;
  /** Seconds that a build may take. */
  readonly buildDeadline: number;
}

/** The runtime of work that is scripts: they call `docker`, and what they do with it is the run's. */
export class Commands implements AsyncDisposable {
  readonly scripts: Scripts;
  readonly proxy: EngineProxy;

  private constructor(scripts: Scripts, proxy: EngineProxy) {
    this.scripts = scripts;
    this.proxy = proxy;
  }

  static async open(options: CommandsOptions): Promise<Commands> {
    const { session, images, workspace } = options;
    const proxy = await EngineProxy.open({
      session,
      images,
      dir: workspace.dir,
      scratch: await workspace.scratch(),
      mounts: await workspace.mounts(),
      build: (request) => build(options, request),
      publish: (port) => scripts.publish(port),
    });
    const scripts = new Scripts({ session, dir: workspace.dir, sockets: proxy.folder });
    return new Commands(scripts, proxy);
  }

  /** Scripts end first: nothing is made behind the back of what removes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.scripts[Symbol.asyncDispose]();
    await this.proxy[Symbol.asyncDispose]();
  }
}

/** Builds what a script sends, as every other Dockerfile is built. */
async function build(
  { session, images, workspace, buildDeadline }: CommandsOptions,
  request: BuildRequest,
): Promise<Built> {
  const { context, args, target, tag, labels, own, network } = request;
  const place = { dir: context, scratch: () => workspace.scratch() };
  const recipes = new BuildRecipes(session, place, async ({ name, place, platform }) => {
    return (await own(name)) ?? (await images.resolve(name, place, platform));
  });
  const names = request.dockerfile === "Dockerfile" ? NAMES : [request.dockerfile];
  const found = await findDockerfile(context, ".", names);
  const dockerfile = { ...found, service: "the image", args, ...(target !== undefined && { target }) };
  const ready = await recipes.ready(dockerfile);
  const result = await buildImage(session, {
    subject: "an image",
    context: ready.context,
    dockerfile: ready.file,
    tag,
    labels: { ...ready.labels, ...labels },
    deadline: buildDeadline,
    network: network ?? session.network,
    args,
    ...(ready.target !== undefined && { target: ready.target }),
  });
  if (result.status === "built") {
    refuseLarge("the image", result.bytes);
    return { id: result.image.id, output: images.asWritten(result.output) };
  }
  const output = images.asWritten(result.output);
  throw (
    endedByUs(dockerfile, result, buildDeadline) ?? explainBuild({ dockerfile, output, available: [], standIn: false })
  );
}
