import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { COMPOSE_FILES } from "../engine/compose.ts";
import { normalReference } from "../images/catalogue.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { AGENT_IMAGE } from "../probe/agent.ts";
import { baseImages } from "../work/dockerfile.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

/**
 * The images that have to be there before some labs are judged: those that their references are built from and start, and
 * the checker's own. Nobody waits for images of labs that are not judged.
 */
export async function imagesFor(labs: readonly NamedLab[]): Promise<readonly string[]> {
  const named = labs.map(({ name, lab }) => imagesOf(join(SOLUTIONS, name), lab.services));
  return [...new Set([AGENT_IMAGE, ...(await Promise.all(named)).flat()].map(normalReference))].sort();
}

/** What the Dockerfiles of some folders, and the compose file beside them, name. */
export async function imagesOf(dir: string, services: readonly string[]): Promise<readonly string[]> {
  const dockerfiles = services.map((service) => join(dir, service, "Dockerfile"));
  const bases = await Promise.all(dockerfiles.map(async (path) => baseImages(await readFile(path, "utf8"))));
  const compose = COMPOSE_FILES.map((name) => join(dir, name)).find(existsSync);
  if (compose === undefined) return bases.flat();
  const { services: described } = parse(await readFile(compose, "utf8")) as {
    services: Record<string, { image?: string; build?: unknown }>;
  };
  const ready = Object.values(described).flatMap(({ image, build }) => (build || !image ? [] : [image]));
  return [...bases.flat(), ...ready];
}
