import { RECIPES } from "./catalogue.ts";

/** Names of the packages that builds on stand-ins find without a network, for messages and spelling help. */
export function cachedPackages(): { pip: string[]; gem: string[]; npm: string[] } {
  const found = { pip: [] as string[], gem: [] as string[], npm: [] as string[] };
  for (const { caches } of RECIPES) if (caches) found[caches.kind].push(...caches.packages);
  return found;
}
