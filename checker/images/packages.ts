import { type Manager, RECIPES } from "./catalogue.ts";
import { recipeFor } from "./variants.ts";

/** Names of the packages that builds on stand-ins find without a network, for messages and spelling help. */
export function cachedPackages(): Readonly<Record<Manager, readonly string[]>> {
  const found: Record<Manager, Set<string>> = { pip: new Set(), gem: new Set(), npm: new Set(), apt: new Set() };
  for (const { caches } of RECIPES) if (caches) for (const name of caches.packages) found[caches.kind].add(name);
  return { pip: [...found.pip], gem: [...found.gem], npm: [...found.npm], apt: [...found.apt] };
}

/** What apt finds on a base without a network; undefined where it asks a server as ever. */
export function aptPackagesOf(base: string): readonly string[] | undefined {
  const caches = recipeFor(base)?.caches;
  return caches?.kind === "apt" ? caches.packages : undefined;
}
