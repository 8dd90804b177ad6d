import { GraderError } from "../core/errors.ts";
import { buildStandIns } from "./build.ts";
import { CLASSROOM } from "./catalogue.ts";
import { pull, registryHas } from "./hub.ts";
import { type LocalImage, localImages } from "./local.ts";
import { type Gap, missingFrom, namedImages, type Todo } from "./missing.ts";
import type { Parts } from "./parts.ts";
import type { Say } from "./step.ts";

export interface PrepareOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** References that must be there, or all that the labs use. */
  readonly wanted: readonly string[] | "classroom";
  readonly parts: Parts;
  /** Makes sure of the tools that building needs (mmdebstrap). */
  readonly readyToBuild?: () => Promise<void>;
  /** Build, without asking whether a registry answers. */
  readonly only?: "build";
}

/**
 * Makes sure that the images are there: pulled where a registry answers, else built from Debian. With nothing to do it
 * costs one request to the engine. Never touches an image that somebody else has under a tag.
 */
export async function prepareImages(options: PrepareOptions): Promise<LocalImage[]> {
  const { env, wanted } = options;
  let images = await localImages(env);
  const todo = missingFrom(wanted, images);
  if (todo.gaps.length > 0 || todo.others.length > 0) {
    await fetchAll(todo, images, options);
    images = await localImages(env);
  }
  return namedImages(wanted, images);
}

async function fetchAll(
  { gaps, others }: Todo,
  images: ReadonlyMap<string, LocalImage>,
  options: PrepareOptions,
): Promise<void> {
  const { env, say } = options;
  const needed = [...gaps.filter((gap) => gap.needsImage).flatMap((gap) => gap.pulls), ...others];
  const first = needed[0];
  const pulled = new Set<string>();
  const answers = first !== undefined && options.only !== "build" && (await registryHas(env, first));
  if (answers) {
    say("Docker Hub answers: pulling the images that the labs use (once).");
    for (const reference of needed) if (await pull(env, say, reference)) pulled.add(reference);
  }
  const isPulled = ({ pulls }: Gap) => pulls.length > 0 && pulls.every((reference) => pulled.has(reference));
  const left = gaps.filter((gap) => !gap.needsImage || !isPulled(gap));
  if (left.some((gap) => gap.needsImage)) {
    const why = answers
      ? "Not every image could be pulled"
      : options.only
        ? "As you asked"
        : "Docker Hub does not answer";
    say(`${why}: making the classroom images from Debian (once, a few minutes).`);
    await options.readyToBuild?.();
  }
  // A tag that was pulled just now is no longer ours to give.
  const rest = left.map((gap) => ({ ...gap, tags: gap.tags.filter((tag) => !pulled.has(tag)) }));
  await buildStandIns(rest, { env, say, parts: options.parts, images });
  const absent = others.filter((name) => !pulled.has(name));
  if (absent.length === 0) return;
  const advice = "`npm run images` shows what there is; `docker pull` fetches an image where a registry answers.";
  throw new GraderError("IMAGE_MISSING", `This machine has no image ${absent.join(", ")}, and cannot make it.`, advice);
}

/** Pulls the real images in place of our stand-ins. Throws IMAGE_MISSING when one cannot be had. */
export async function pullImages(env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const images = await localImages(env);
  const wanted = CLASSROOM.filter((tag) => (images.get(tag)?.origin ?? "stand-in") === "stand-in");
  if (wanted.length === 0) return say("Every image that the labs use is there, and none is a stand-in.");
  const failed: string[] = [];
  if (wanted[0] !== undefined && !(await registryHas(env, wanted[0]))) failed.push(...wanted);
  else for (const reference of wanted) if (!(await pull(env, say, reference))) failed.push(reference);
  if (failed.length === 0) return;
  const advice = "`npm run images -- build` makes stand-ins from Debian instead; those that are there still work.";
  throw new GraderError(
    "IMAGE_MISSING",
    `Docker Hub does not answer: ${failed.join(", ")} could not be pulled.`,
    advice,
  );
}
