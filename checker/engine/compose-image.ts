import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { GraderError } from "../core/errors.ts";
import { engineError, isNoImage } from "./errors.ts";
import { inspectImage, listImages } from "./image-lookup.ts";
import { RECIPE, STAND_IN } from "./labels.ts";
import { pluginFiles } from "./plugin-folders.ts";

/** An image in which Compose can be started, and the program that is Compose in it. */
export interface ComposeImage {
  readonly name: string;
  readonly program: string;
}

const REPOSITORY = "workshop-classroom/compose";
const PROGRAM = "/docker-compose";
/** Carries Compose for Linux. Source: docker-library, docker/cli. */
const DOCKER_CLI: ComposeImage = {
  name: "docker:cli",
  program: "/usr/local/libexec/docker/cli-plugins/docker-compose",
};
/** What Go calls the processors that Node calls so. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "arm", s390x: "s390x" };
/** Changes with what is put into the image beside Compose. */
const RECIPE_VERSION = 1;

/**
 * An image with the Compose of this machine, and nothing else, in it: made in a second when first asked for, and again
 * when Compose has changed. Where this machine's Compose is no program for the engine (Docker Desktop), `docker:cli` is used.
 */
export async function composeImage(docker: Docker, env: NodeJS.ProcessEnv): Promise<ComposeImage> {
  const [plugin] = pluginFiles(env, "compose");
  try {
    if (plugin !== undefined && (await runsOnEngine(docker, plugin))) return await ownImage(docker, plugin);
    return await dockerCli(docker);
  } catch (error) {
    throw engineError(error);
  }
}

async function runsOnEngine(docker: Docker, plugin: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const { Os, Arch } = await docker.version();
  if (Os !== "linux" || Arch !== ARCHITECTURES[process.arch]) return false;
  await using file = await open(plugin);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.toString("latin1") === "\x7fELF";
}

async function ownImage(docker: Docker, plugin: string): Promise<ComposeImage> {
  const { size, mtimeMs, ino } = await stat(plugin);
  const recipe = createHash("sha256").update(`${RECIPE_VERSION} ${plugin} ${size} ${mtimeMs} ${ino}`).digest("hex");
  const image = { name: `${REPOSITORY}:${recipe.slice(0, 12)}`, program: PROGRAM };
  if (!(await isHere(docker, image.name))) await make(docker, image.name, plugin, recipe.slice(0, 12));
  return image;
}

async function isHere(docker: Docker, name: string): Promise<boolean> {
  return (await inspectImage(docker, name)) !== undefined;
}

async function make(docker: Docker, name: string, plugin: string, recipe: string): Promise<void> {
  const archive = pack();
  const files = (await libraries(plugin)).map((file) => [file, file] as const);
  const changes = [`LABEL ${STAND_IN}=stand-in`, `LABEL ${RECIPE}=${recipe}`];
  const imported = docker.importImage(archive as unknown as NodeJS.ReadableStream, { repo: name, changes });
  const [progress] = await Promise.all([imported, fill(archive, new Map([[PROGRAM, plugin], ...files]))]);
  for await (const _ of progress);
  await removeTwins(docker, recipe);
}

async function fill(archive: ReturnType<typeof pack>, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, file] of files) {
    const { size } = await stat(file);
    await pipeline(createReadStream(file), archive.entry({ name: name.slice(1), size, mode: 0o755 }));
  }
  archive.finalize();
}

/** What a program is linked with; a static one, such as Docker's own, with nothing. */
async function libraries(program: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("ldd", [program]).catch(() => ({ stdout: "" }));
  return stdout.match(/(?<=^\s{0,100}|=> )\/\S+/gm) ?? [];
}

/** Two runs that made it at the same moment: the tag is the later's, and the earlier image has no name any more. */
async function removeTwins(docker: Docker, recipe: string): Promise<void> {
  const twins = await listImages(docker, { filters: { dangling: ["true"], label: [`${RECIPE}=${recipe}`] } });
  for (const { Id } of twins)
    await docker
      .getImage(Id)
      .remove()
      .catch((error: { statusCode?: number }) => {
        // Somebody else has removed it, or uses it.
        if (!isNoImage(error) && error.statusCode !== 409) throw error;
      });
}

async function dockerCli(docker: Docker): Promise<ComposeImage> {
  if (await isHere(docker, DOCKER_CLI.name)) return DOCKER_CLI;
  try {
    const progress = await docker.pull(DOCKER_CLI.name);
    for await (const _ of progress);
  } catch (cause) {
    throw new GraderError(
      "IMAGE_MISSING",
      `Compose files are read in a container, and the image for it (${DOCKER_CLI.name}) is not on this machine.`,
      `Run \`docker pull ${DOCKER_CLI.name}\` where a registry answers.`,
      { cause },
    );
  }
  return DOCKER_CLI;
}
