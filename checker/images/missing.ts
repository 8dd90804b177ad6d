import { mainTag, normalReference, RECIPES, type Recipe, recipeFor, referencesOf } from "./catalogue.ts";
import type { LocalImage } from "./local.ts";
import { recipeHash } from "./standin.ts";

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

function gapsAmong(recipes: readonly Recipe[] | "classroom", images: ReadonlyMap<string, LocalImage>): Gap[] {
  const wanted = recipes === "classroom" ? RECIPES : recipes;
  return wanted.map((recipe) => gapOf(recipe, images)).filter((gap) => gap !== undefined);
}

/** The wanted images that are there. */
export function namedImages(
  wanted: readonly string[] | "classroom",
  images: ReadonlyMap<string, LocalImage>,
): LocalImage[] {
  const names = wanted === "classroom" ? RECIPES.map(mainTag) : wanted.map(normalReference);
  return names.map((name) => images.get(name)).filter((image) => image !== undefined);
}

/** What is to be made or fetched. */
export interface Todo {
  readonly gaps: readonly Gap[];
  /** Wanted references that no recipe answers for. */
  readonly others: readonly string[];
}

/** What a machine with these images lacks of what is wanted. */
export function missingFrom(wanted: readonly string[] | "classroom", images: ReadonlyMap<string, LocalImage>): Todo {
  if (wanted === "classroom") return { gaps: gapsAmong("classroom", images), others: [] };
  const names = wanted.map(normalReference);
  const recipes = new Set<Recipe>();
  const others: string[] = [];
  for (const name of names) {
    const recipe = recipeFor(name);
    // A tag of somebody else's making is there, and that is all that is asked.
    if (images.get(name)?.origin === "pulled" || images.get(name)?.origin === "yours") continue;
    if (recipe) recipes.add(recipe);
    else if (!images.has(name)) others.push(name);
  }
  return { gaps: gapsAmong([...recipes], images), others };
}
