import { CLASSROOM, mainTag, type Recipe, referencesOf } from "./catalogue.ts";
import type { LocalImage } from "./local.ts";
import { normalReference } from "./reference.ts";
import { recipeHash } from "./standin.ts";
import { recipeFor } from "./variants.ts";

/** What a recipe still lacks on this engine. */
export interface Gap {
  readonly recipe: Recipe;
  /** No stand-in that can be used: one has to be pulled or built. */
  readonly needsImage: boolean;
  /** What to pull where a registry answers: the tags that somebody wants. */
  readonly pulls: readonly string[];
  /** Tags to put on the stand-in: free, or on an older one of ours. Another owner's are never in here. */
  readonly tags: readonly string[];
}

type Images = ReadonlyMap<string, LocalImage>;

/**
 * What is missing or out of date. The first wanted tag decides: once the user has an image of their own under the main
 * tag, no alias of it is made to mean something else, unless it was asked for.
 */
export function gapOf(recipe: Recipe, wanted: readonly string[], images: Images): Gap | undefined {
  const main = mainTag(recipe);
  const isForeign = (tag: string): boolean => (images.get(tag)?.origin ?? "stand-in") !== "stand-in";
  const isCurrent = (tag: string): boolean => images.get(tag)?.recipe === recipeHash(recipe);
  const candidates = isForeign(main) ? wanted : referencesOf(recipe);
  const tags = candidates.filter((tag) => !isForeign(tag) && !isCurrent(tag));
  if (tags.length === 0) return undefined;
  const pulls = recipe.own ? [] : wanted.filter((tag) => tags.includes(tag));
  return { recipe, needsImage: !hasCurrent(recipe, images), pulls, tags };
}

function hasCurrent(recipe: Recipe, images: Images): boolean {
  return [...images.values()].some((i) => i.origin === "stand-in" && i.recipe === recipeHash(recipe));
}

/** The wanted images that are there. */
export function namedImages(wanted: readonly string[] | "classroom", images: Images): LocalImage[] {
  const names = wanted === "classroom" ? CLASSROOM : wanted.map(normalReference);
  return names.map((name) => images.get(name)).filter((image) => image !== undefined);
}

/** What is to be made or fetched. */
export interface Todo {
  readonly gaps: readonly Gap[];
  /** Wanted references that no recipe answers for. */
  readonly others: readonly string[];
}

/** What a machine with these images lacks of what is wanted. */
export function missingFrom(wanted: readonly string[] | "classroom", images: Images): Todo {
  const names = wanted === "classroom" ? CLASSROOM : wanted.map(normalReference);
  const asked = new Map<string, { readonly recipe: Recipe; readonly own: string[] }>();
  for (const name of names) {
    const recipe = recipeFor(name);
    if (recipe === undefined) continue;
    const entry = asked.get(mainTag(recipe)) ?? { recipe, own: [] };
    asked.set(mainTag(recipe), entry);
    entry.own.push(name);
  }
  const gaps = [...asked.values()].map(({ recipe, own }) => gapOf(recipe, own, images));
  const others = names.filter((name) => recipeFor(name) === undefined && !images.has(name));
  return { gaps: gaps.filter((gap) => gap !== undefined), others };
}
