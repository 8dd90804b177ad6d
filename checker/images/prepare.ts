import { GraderError } from "../core/errors.ts";
import { buildStandIns } from "./build.ts";
import { mainTag } from "./catalogue.ts";
import { pull, registryHas } from "./hub.ts";
import { type LocalImage, localImages } from "./local.ts";
import { type Gap, missingFrom, namedImages, type Todo } from "./missing.ts";
import { stateFolder } from "./state.ts";
import type { Say } from "./step.ts";

export interface PrepareOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** References that must be there, or all that the labs use. */
  readonly wanted: readonly string[] | "classroom";
  /** Makes sure of the tools that building needs (mmdebstrap), and gives the machine's Debian mirror. */
  readonly readyToBuild: () => Promise<{ readonly mirror: string | undefined }>;
  /** Leave out the question whether a registry answers: `build` and `pull` force one way. */
  readonly only?: "build" | "pull";
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

async function fetchAll(todo: Todo, images: ReadonlyMap<string, LocalImage>, options: PrepareOptions): Promise<void> {
  const { env, say, only } = options;
  let gaps = [...todo.gaps];
  const needed = [...gaps.filter((gap) => gap.needsImage).map((gap) => mainTag(gap.recipe)), ...todo.others];
  const first = needed[0];
  if (first !== undefined && only !== "build" && (only === "pull" || (await registryHas(env, first)))) {
    say("Docker Hub answers: pulling the images that the labs use (once).");
    for (const reference of needed) {
      if (await pull(env, say, reference)) gaps = gaps.filter((gap) => mainTag(gap.recipe) !== reference);
    }
  }
  const absent = todo.others.filter((name) => !images.has(name));
  if (only === "pull" ? gaps.length > 0 : gaps.some((gap) => gap.needsImage)) {
    if (only === "pull") throw notPulled(gaps);
    say("Docker Hub does not answer: making the classroom images from Debian (once, about two minutes).");
    const { mirror } = await options.readyToBuild();
    await buildStandIns(gaps, { env, say, state: stateFolder(env), mirror, images });
  } else if (gaps.length > 0) {
    await buildStandIns(gaps, { env, say, state: stateFolder(env), mirror: undefined, images });
  }
  await insistOn(absent, env);
}

async function insistOn(names: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (names.length === 0) return;
  const images = await localImages(env);
  const missing = names.filter((name) => !images.has(name));
  if (missing.length === 0) return;
  const advice = "`npm run images` shows what there is; `docker pull` fetches an image where a registry answers.";
  throw new GraderError(
    "IMAGE_MISSING",
    `This machine has no image ${missing.join(", ")}, and cannot make it.`,
    advice,
  );
}

function notPulled(gaps: readonly Gap[]): GraderError {
  const names = gaps.map((gap) => mainTag(gap.recipe)).join(", ");
  const advice = "`npm run images -- build` makes stand-ins from Debian instead.";
  return new GraderError("IMAGE_MISSING", `Docker Hub does not answer: ${names} could not be pulled.`, advice);
}
