import { cp, rm } from "node:fs/promises";
import { ExecaError, execa } from "execa";
import { GraderError } from "../core/errors.ts";
import { engineBuilder } from "../engine/builder.ts";
import { importBase } from "./base.ts";
import { BASE, mainTag, type Recipe, recipeFolder } from "./catalogue.ts";
import type { LocalImage } from "./local.ts";
import { type Gap, gapOf } from "./missing.ts";
import type { Parts } from "./parts.ts";
import { isOurName, OUR_NAMES, RECIPE_LABEL, recipeHash, STAND_IN, standInName } from "./standin.ts";
import { type Say, step } from "./step.ts";
import { recipeFor } from "./variants.ts";

export interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly parts: Parts;
  readonly images: ReadonlyMap<string, LocalImage>;
}

/**
 * Builds what is missing, the base first and then everything side by side. What was finished stays finished: after a
 * failure or Ctrl-C, the next run goes on from there. Throws IMAGE_MISSING or NO_SPACE.
 */
export async function buildStandIns(gaps: readonly Gap[], options: BuildOptions): Promise<void> {
  const parents = parentsOf(gaps, options.images);
  const missing = [...parents, ...gaps].filter((gap) => gap.needsImage).map((gap) => gap.recipe);
  // npm's registry and Debian's mirror are asked at the same time.
  if (missing.some((recipe) => recipe.name === "node")) options.parts.npm();
  if (missing.length > 0) await ensureBase(options);
  const baseGap = gapOf(BASE, [mainTag(BASE)], options.images);
  const isVariant = ({ recipe }: Gap) => recipe.on !== undefined;
  const first = [
    ...(missing.length > 0 && baseGap ? [baseGap] : []),
    ...parents,
    ...gaps.filter((gap) => !isVariant(gap)),
  ];
  for (const sideBySide of [first, gaps.filter(isVariant)]) {
    const results = await Promise.allSettled(
      sideBySide.map(async (gap) => {
        if (gap.needsImage && gap.recipe.name !== "base") await buildOne(gap.recipe, options);
        await putTags(gap, options);
      }),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }
}

/** The stand-ins that variants are built on, where they are neither here nor about to be built. */
function parentsOf(gaps: readonly Gap[], images: BuildOptions["images"]): readonly Gap[] {
  const coming = new Set(gaps.filter(({ needsImage }) => needsImage).map(({ recipe }) => standInName(recipe)));
  const wanted = gaps.flatMap(({ needsImage, recipe: { on } }) => (needsImage && on ? [on] : []));
  return [...new Set(wanted)]
    .filter((recipe) => !images.has(standInName(recipe)) && !coming.has(standInName(recipe)))
    .map((recipe) => ({ recipe, needsImage: true, pulls: [], tags: [] }));
}

async function ensureBase({ env, parts, images }: BuildOptions): Promise<void> {
  const name = standInName(BASE);
  if (images.has(name)) return;
  try {
    const archive = await parts.base();
    await importBase(env, archive, name, labelsOf(BASE));
    await rm(archive);
  } catch (error) {
    fail(BASE, error);
  }
}

async function buildOne(recipe: Recipe, { env, say, parts }: BuildOptions): Promise<void> {
  await step(say, `${recipe.name} image (${mainTag(recipe)})`, async () => {
    try {
      const folder = recipe.name === "node" ? await npmContext(recipe, parts) : recipeFolder(recipe);
      const labels = labelsOf(recipe).flatMap((label) => ["--label", label]);
      // Lists of packages that the builder remembers from another day may name what the mirror has replaced.
      const day = new Date().toISOString().slice(0, 10);
      const args = { BASE: standInName(recipe.on ?? BASE), DEBIAN: standInName(BASE), DAY: day, ...recipe.args };
      const buildArgs = Object.entries(args).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]);
      const command = ["build", "--progress=plain", "--tag", standInName(recipe), ...labels, ...buildArgs, folder];
      // Another builder than the engine's own would neither see our base image nor leave its result with the engine.
      const builder = { DOCKER_BUILDKIT: "1", BUILDX_BUILDER: engineBuilder(env) };
      await execa("docker", command, { env: { ...env, ...builder }, extendEnv: false, all: true });
      if (recipe.name === "node") await rm(folder, { recursive: true, force: true });
    } catch (error) {
      fail(recipe, error);
    }
  });
}

async function npmContext(recipe: Recipe, parts: Parts): Promise<string> {
  const folder = await parts.npm();
  await cp(recipeFolder(recipe), folder, { recursive: true });
  return folder;
}

async function putTags({ recipe, tags }: Gap, { env, images }: BuildOptions): Promise<void> {
  // The main tag says that a stand-in is complete: it comes last.
  for (const tag of [...tags].reverse()) {
    await execa("docker", ["tag", standInName(recipe), tag], { env, extendEnv: false });
  }
  // What still bears the name of an older stand-in loses it; the image stays while something uses it.
  const older = [...images.values()].filter((image) => isOlder(image, recipe)).map((image) => image.reference);
  const left = older.filter((reference) => !tags.includes(reference));
  left.sort((a, b) => Number(isOurName(a)) - Number(isOurName(b)));
  for (const reference of left) await execa("docker", ["rmi", reference], { env, extendEnv: false, reject: false });
}

function isOlder(image: LocalImage, recipe: Recipe): boolean {
  if (image.recipe === undefined || image.recipe === recipeHash(recipe)) return false;
  if (image.reference.startsWith(`${OUR_NAMES}${recipe.name}:`)) return true;
  // Two recipes may share a repository: a tag that is another's now is left to that one.
  const owner = recipeFor(image.reference) ?? recipe;
  return image.reference.startsWith(`${recipe.repository}:`) && owner.name === recipe.name;
}

function labelsOf(recipe: Recipe): string[] {
  return [`${STAND_IN.label}=${STAND_IN.value}`, `${RECIPE_LABEL}=${recipeHash(recipe)}`];
}

function fail(recipe: Recipe, error: unknown): never {
  if (error instanceof GraderError || !(error instanceof ExecaError)) throw error;
  const output = String(error.all || error.stderr || error.shortMessage);
  const tail = output.trimEnd().split("\n").slice(-12).join("\n");
  if (/no space left on device/i.test(output)) {
    throw new GraderError("NO_SPACE", `The disk is full: the ${recipe.name} image could not be built.\n${tail}`, SPACE);
  }
  const message = `The classroom image ${mainTag(recipe)} could not be built here.\n${tail}`;
  throw new GraderError("IMAGE_MISSING", message, RETRY, { cause: error });
}

const SPACE = "Free about 2 GB; `docker system df` shows what Docker uses.";
const RETRY =
  "Docker Hub does not answer, so the images are made from Debian's and npm's servers: see that this machine reaches " +
  "them, then type `npm run images -- build`. What is done already is kept.";
