import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { listImages } from "../engine/image-lookup.ts";
import { OWNER } from "../engine/labels.ts";
import { lentBy } from "../engine/lent-names.ts";
import { processIds, textOf } from "../engine/proc.ts";
import { objectsOn } from "../setup/leftovers.ts";

/** Everything on an engine that processes with this owner created, as `kind name`. */
export async function ownedBy(docker: Docker, owner: string): Promise<string[]> {
  const [all, images] = await Promise.all([objectsOn(docker, OWNER), listImages(docker)]);
  const lent = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => lentBy(name)?.startsWith(owner));
  const labelled = all.filter(({ labels }) => labels[OWNER]?.startsWith(owner));
  return [...labelled.map(({ name }) => name), ...lent.map((name) => `name ${name}`)];
}

/** Everything that an engine has: for an engine that nobody else uses. */
export async function everything(docker: Docker): Promise<string[]> {
  return (await objectsOn(docker)).map(({ name }) => name).sort();
}

/** Processes whose command line or environment holds a text: their ids. Linux only. */
export async function processesWith(text: string): Promise<number[]> {
  const others = processIds().filter((pid) => pid !== String(process.pid));
  const holds = (pid: string) => ["cmdline", "environ"].some((file) => textOf(`/proc/${pid}/${file}`).includes(text));
  return others.filter(holds).map(Number);
}

/** Looks until something is seen; fails, saying what it waited for, when that takes too long. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 60,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} seconds`);
    await pause(50);
  }
}
