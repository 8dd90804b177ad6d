import { GraderError } from "../core/errors.ts";
import { engineEndpoint } from "../engine/endpoint.ts";
import { api } from "./api.ts";
import { RECIPES, type Recipe, referencesOf } from "./catalogue.ts";
import { RECIPE_LABEL, recipeHash, STAND_IN } from "./standin.ts";

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
  const answer = await api(endpoint, env, "/images/json", { timeoutMs: 20_000 }).catch((cause: unknown) => {
    throw new GraderError("ENGINE_AWAY", `The Docker engine at ${endpoint.name} does not answer.`, ADVICE, { cause });
  });
  const images = new Map<string, LocalImage>();
  if (answer.status !== 200) return images;
  for (const image of JSON.parse(answer.body) as ImageSummary[]) {
    for (const reference of image.RepoTags ?? []) {
      if (!reference.includes("<none>")) images.set(reference, describe(image, reference));
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
  return (image.RepoTags ?? []).some((tag) => tag.startsWith("workshop-classroom/"));
}

/** What a recipe still lacks on this engine. */
export interface Gap {
  readonly recipe: Recipe;
  /** No image that can be used: it has to be pulled or built. */
  readonly needsImage: boolean;
  /** Tags that are free, or hold an older stand-in of ours. Another owner's tags are never in here. */
  readonly tags: readonly string[];
}

/** What is missing or out of date among the stand-ins; an image of the user's own under the main tag is as good. */
export function gapOf(recipe: Recipe, images: ReadonlyMap<string, LocalImage>): Gap | undefined {
  const [main, ...aliases] = referencesOf(recipe);
  const current = (reference: string): boolean => images.get(reference)?.recipe === recipeHash(recipe);
  const mine = (reference: string): boolean => (images.get(reference)?.origin ?? "stand-in") === "stand-in";
  if (main === undefined || !mine(main)) return undefined;
  const tags = [main, ...aliases].filter((reference) => mine(reference) && !current(reference));
  return tags.length === 0 ? undefined : { recipe, needsImage: !hasCurrent(recipe, images), tags };
}

function hasCurrent(recipe: Recipe, images: ReadonlyMap<string, LocalImage>): boolean {
  return [...images.values()].some((i) => i.origin === "stand-in" && i.recipe === recipeHash(recipe));
}

export function gapsAmong(recipes: readonly Recipe[] | "classroom", images: ReadonlyMap<string, LocalImage>): Gap[] {
  const wanted = recipes === "classroom" ? RECIPES : recipes;
  return wanted.map((recipe) => gapOf(recipe, images)).filter((gap) => gap !== undefined);
}
