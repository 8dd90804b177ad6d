import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RECIPE } from "../engine/labels.ts";
import { NPM_SPECS, NPM_VERSION, type Recipe, recipeFolder, YARN_VERSION } from "./catalogue.ts";

/** Every stand-in carries this label, and nothing else does: what has it may be replaced and removed by us. */
export const STAND_IN = { label: "workshop.classroom", value: "stand-in" } as const;
/** The recipe that an image was made from: an image of ours with another one is rebuilt. */
export const RECIPE_LABEL = RECIPE;

/**
 * What makes Debian's minimal system a container image like the official one: no manuals, no translations, no services
 * started by an installation, and no waiting for the disk. Source: the slim variant of debuerreotype, which makes the official image.
 */
export const BASE_OPTIONS: readonly string[] = [
  "--variant=minbase",
  "--include=ca-certificates",
  "--dpkgopt=force-unsafe-io",
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/info/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*",
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
  '--aptopt=Acquire::Languages "none"',
  `--customize-hook=printf '#!/bin/sh\\nexit 101\\n' > "$1/usr/sbin/policy-rc.d"; chmod 755 "$1/usr/sbin/policy-rc.d"`,
];

const hashes = new Map<string, string>();

/** Twelve hex digits that change with anything that goes into the image from this repository. */
export function recipeHash(recipe: Recipe): string {
  const known = hashes.get(recipe.name);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([BASE_OPTIONS, recipe.name, recipe.args ?? {}]));
  if (recipe.on) hash.update(recipeHash(recipe.on));
  if (recipe.name === "node") hash.update(JSON.stringify([NPM_VERSION, YARN_VERSION, NPM_SPECS]));
  if (recipe.name !== "base") {
    const folder = recipeFolder(recipe);
    for (const file of readdirSync(folder).sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  const digits = hash.digest("hex").slice(0, 12);
  hashes.set(recipe.name, digits);
  return digits;
}

/** Stand-ins are built under names of ours. By them they are told from students' images, which inherit the labels. */
export const OUR_NAMES = "workshop-classroom/";

export function isOurName(reference: string): boolean {
  return reference.startsWith(OUR_NAMES);
}

/** The name under which a stand-in is built; the tags that students use are put on it afterwards. */
export function standInName(recipe: Recipe): string {
  return `${OUR_NAMES}${recipe.name}:${recipeHash(recipe)}`;
}
