import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { OWNER } from "../engine/labels.ts";
import { lentBy } from "../engine/lent-names.ts";

/** Everything on an engine that processes with this owner created, as `kind name`. */
export async function ownedBy(docker: Docker, owner: string): Promise<string[]> {
  const [all, images] = await Promise.all([listAll(docker, OWNER), docker.listImages()]);
  const lent = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => lentBy(name)?.startsWith(owner));
  const labelled = all.filter(({ labels }) => labels[OWNER]?.startsWith(owner));
  return [...labelled.map(({ name }) => name), ...lent.map((name) => `name ${name}`)];
}

interface Named {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Everything with a label, or everything. */
async function listAll(docker: Docker, label?: string): Promise<Named[]> {
  const filters = label === undefined ? {} : { label: [label] };
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    docker.listImages({ filters }),
  ]);
  return [
    ...containers.map(({ Names, Labels }) => ({ name: `container ${Names[0]}`, labels: Labels ?? {} })),
    ...networks.map(({ Name, Labels }) => ({ name: `network ${Name}`, labels: Labels ?? {} })),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => ({ name: `volume ${Name}`, labels: Labels ?? {} })),
    ...images.map(({ Id, RepoTags, Labels }) => ({ name: `image ${RepoTags?.[0] ?? Id}`, labels: Labels ?? {} })),
  ];
}

/** Everything that an engine has: for an engine that nobody else uses. */
export async function everything(docker: Docker): Promise<string[]> {
  return (await listAll(docker)).map(({ name }) => name).sort();
}

/** Processes whose command line or environment holds a text: their ids. Linux only. */
export async function processesWith(text: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const parts = await Promise.all(
        ["cmdline", "environ"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
      );
      return parts.some((part) => part.includes(text)) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
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
