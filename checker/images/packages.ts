import { RECIPES } from "./catalogue.ts";
import type { Manager } from "./lab-packages.ts";
import { recipeFor } from "./variants.ts";

/** By name, the versions that are worth a word. */
export type Packages = ReadonlyMap<string, readonly string[]>;

/** Packages that builds on stand-ins find without a network, and versions of them: for messages and spelling help. */
export function cachedPackages(): Readonly<Record<Manager, Packages>> {
  const found: Record<Manager, Map<string, readonly string[]>> = {
    pip: new Map(),
    gem: new Map(),
    npm: new Map(),
    apt: new Map(),
  };
  for (const { kind, packages } of RECIPES.flatMap(({ caches = [] }) => caches))
    for (const [name, versions] of Object.entries(packages)) found[kind].set(name, versions);
  return found;
}

/** All that apt finds on a base; undefined where it asks a server as ever. */
export function aptPackagesOf(base: string): Packages | undefined {
  const cache = recipeFor(base)?.caches?.find(({ kind, besideServers }) => kind === "apt" && !besideServers);
  return cache && new Map(Object.entries(cache.packages));
}
