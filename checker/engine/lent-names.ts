import type Docker from "dockerode";
import { pack } from "tar-stream";
import { engineError, isNoImage } from "./errors.ts";
import { inspectImage, listImages } from "./image-lookup.ts";
import { OWNER, RUN } from "./labels.ts";
import { isDead } from "./owner.ts";

/** A host that cannot exist (RFC 2606): if one of our names is gone, nothing is fetched from anywhere in its place. */
const HOST = "workshop.invalid";

/** A name of ours for an image of somebody else. It is no object, and can carry no label: its owner is part of it. */
export function lentName(owner: string, run: string, which: number | string): string {
  return `${HOST}/${Buffer.from(owner).toString("hex")}:${run}-${which}`;
}

export function isLentName(name: string): boolean {
  return name.startsWith(`${HOST}/`);
}

/** Gives an image one more name. */
export async function lend(docker: Docker, id: string, name: string): Promise<void> {
  const [repo = "", tag = ""] = name.split(":");
  await docker.getImage(id).tag({ repo, tag });
}

/** Takes names away, and never an image with them: removing the last name of an image would remove the image. */
export async function takeBack(
  docker: Docker,
  names: readonly string[],
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  const last = await Promise.all(names.map(async (name) => ((await isLast(docker, name)) ? [name] : [])));
  const only = last.flat();
  const rest = names.filter((name) => !only.includes(name));
  // All are waited for: nothing of it may still go on when this has failed.
  const taken = await Promise.allSettled(rest.map((name) => gone(docker.getImage(name).remove())));
  // A name that something is started by, or that was not taken for another reason, goes as the last one does.
  const kept = taken.some(({ status }) => status === "rejected") ? rest : await stillThere(docker, rest);
  if (only.length + kept.length > 0) await takeLast(docker, [...only, ...kept], labels);
}

async function stillThere(docker: Docker, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const there = new Set(await allLent(docker));
  return names.filter((name) => there.has(name));
}

/** Every name that is lent now. */
export async function allLent(docker: Docker): Promise<readonly string[]> {
  const images = await listImages(docker, { filters: { reference: [`${HOST}/*`] } });
  return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter(isLentName);
}

/** No name but ours: whoever had given it another one has taken that away meanwhile. */
async function isLast(docker: Docker, name: string): Promise<boolean> {
  const image = await inspectImage(docker, name);
  return image !== undefined && [...image.RepoTags, ...(image.RepoDigests ?? [])].every(isLentName);
}

/** Each name goes to an empty image first, and goes with that. */
async function takeLast(docker: Docker, names: readonly string[], labels: Readonly<Record<string, string>>) {
  const [first = ""] = names;
  await gone(importEmpty(docker, first, labels));
  const empty = await inspectImage(docker, first);
  if (empty === undefined) return;
  await Promise.all(names.map((name) => gone(lend(docker, empty.Id, name))));
  await gone(docker.getImage(empty.Id).remove({ force: true }));
}

/** Another run takes back what is dead at the same time: what is gone, or going (409), is fine. */
async function gone<T>(action: Promise<T>): Promise<T | undefined> {
  return action.catch((error: { statusCode?: number }) => {
    if (isNoImage(error) || error.statusCode === 409) return undefined;
    throw engineError(error);
  });
}

/** Takes back what runs lent that are dead. */
export async function takeBackDead(docker: Docker): Promise<void> {
  const lent = await allLent(docker);
  for (const owner of new Set(lent.map(lentBy))) {
    if (owner === undefined || !isDead(owner)) continue;
    const names = lent.filter((name) => lentBy(name) === owner);
    await takeBack(docker, names, { [RUN]: "swept", [OWNER]: owner });
  }
}

/** The owner of a name that was lent. */
export function lentBy(name: string): string | undefined {
  if (!isLentName(name)) return undefined;
  return Buffer.from(name.slice(HOST.length + 1).split(":")[0] ?? "", "hex").toString();
}

async function importEmpty(docker: Docker, name: string, labels: Readonly<Record<string, string>>): Promise<void> {
  const archive = pack();
  archive.entry({ name: "empty" }, "");
  archive.finalize();
  const [repo = "", tag = ""] = name.split(":");
  const changes = Object.entries(labels).map(([key, value]) => `LABEL ${JSON.stringify(key)}=${JSON.stringify(value)}`);
  const progress = await docker.importImage(archive as unknown as NodeJS.ReadableStream, { repo, tag, changes });
  for await (const _ of progress);
}
