import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../checker/core/errors.ts";

/** The project's folder: what messages and links to files are relative to. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const DECKS = join(ROOT, "slides/decks");
export const OUTPUT = join(ROOT, "dist/slides");

/** Every deck: a folder with a deck.yml. Nothing else lists them. */
export function deckNames(folder = DECKS): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => existsSync(join(folder, name, "deck.yml"))).sort();
}

/** The decks with these names, or all. Throws a UsageError where there is none of that name, or none at all. */
export function chosenDecks(wanted: readonly string[], folder = DECKS): readonly string[] {
  const all = deckNames(folder);
  if (all.length === 0) throw new UsageError(`There is no deck in ${folder}: a deck is a folder with a deck.yml.`);
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no deck "${unknown}". Decks: ${all.join(", ")}.`);
  return wanted.length > 0 ? [...new Set(wanted)] : all;
}
