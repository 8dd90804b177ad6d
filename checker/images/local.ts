import { GraderError } from "../core/errors.ts";
import { engineEndpoint } from "../engine/endpoint.ts";
import { isVanishing } from "../engine/errors.ts";
import { MOST_TRIES } from "../engine/image-lookup.ts";
import { isLentName } from "../engine/lent-names.ts";
import { api } from "./api.ts";
import { isOurName, RECIPE_LABEL, STAND_IN } from "./standin.ts";

/** Where an image came from: made here by us, pulled from a registry, or built on this machine by its owner. */
export type Origin = "stand-in" | "pulled" | "yours";

export interface LocalImage {
  readonly reference: string;
  readonly origin: Origin;
  /** The engine's id of the image (`sha256:...`). */
  readonly id: string;
  /** The registry's digest, where it came from one. */
  readonly digest?: string;
  /** Bytes, shared layers included. */
  readonly size: number;
  /** The recipe that a stand-in was made from. */
  readonly recipe?: string;
}

interface ImageSummary {
  readonly Id: string;
  readonly RepoTags: readonly string[] | null;
  readonly RepoDigests: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Size: number;
}

/** Every tagged image that the engine has, by reference. Throws ENGINE_AWAY. */
export async function localImages(env: NodeJS.ProcessEnv): Promise<Map<string, LocalImage>> {
  const endpoint = engineEndpoint(env);
  const ask = () =>
    api(endpoint, env, "/images/json", { timeoutMs: 20_000 }).catch((cause: unknown) => {
      throw new GraderError("ENGINE_AWAY", `The Docker engine at ${endpoint.name} does not answer.`, ADVICE, { cause });
    });
  let answer = await ask();
  for (let tries = 1; tries < MOST_TRIES && isVanishing(answer.body); tries++) answer = await ask();
  const images = new Map<string, LocalImage>();
  if (answer.status !== 200) return images;
  for (const image of JSON.parse(answer.body) as ImageSummary[]) {
    for (const reference of image.RepoTags ?? []) {
      if (!reference.includes("<none>") && !isLentName(reference)) images.set(reference, describe(image, reference));
    }
  }
  return images;
}

const ADVICE = "Type `npm run doctor` to see what is missing.";

function describe(image: ImageSummary, reference: string): LocalImage {
  const ours = image.Labels?.[STAND_IN.label] === STAND_IN.value;
  const digest = (image.RepoDigests ?? []).find((d) => !d.includes("<none>"))?.split("@")[1];
  const recipe = ours ? image.Labels?.[RECIPE_LABEL] : undefined;
  return {
    reference,
    origin: ours && isBuilt(image) ? "stand-in" : digest === undefined ? "yours" : "pulled",
    id: image.Id,
    size: image.Size,
    ...(digest === undefined ? {} : { digest }),
    ...(recipe === undefined ? {} : { recipe }),
  };
}

/** A student's image inherits the labels of its base: ours are those that also carry the name that we build under. */
function isBuilt(image: ImageSummary): boolean {
  return (image.RepoTags ?? []).some(isOurName);
}
