import type Docker from "dockerode";
import { engineError, isNoImage, throwEngineError } from "./errors.ts";
import { listImages } from "./image-lookup.ts";
import { KEPT, OWNER, RUN } from "./labels.ts";
import { takeBackDead } from "./lent-names.ts";
import { endOrphans } from "./orphans.ts";
import { isDead } from "./owner.ts";

const ROUNDS = 4;

type Labelled = { readonly Labels?: Record<string, string> | null | undefined };

interface Objects {
  readonly containers: readonly ({ Id: string } & Labelled)[];
  readonly networks: readonly ({ Id: string } & Labelled)[];
  readonly volumes: readonly ({ Name: string } & Labelled)[];
  readonly images: readonly ({ Id: string } & Labelled)[];
}

/** Everything on the engine with `label` (`KEY` or `KEY=VALUE`). */
async function find(docker: Docker, label: string): Promise<Objects> {
  const filters = { label: [label] };
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    listImages(docker, { filters }),
  ]);
  return { containers, networks, volumes: volumes.Volumes ?? [], images };
}

/** Removes everything with `label`; what is already gone, or going, is fine. Returns how many objects are left. */
export function removeLabelled(docker: Docker, label: string): Promise<number> {
  return removeAll(docker, () => find(docker, label));
}

/** Removes what runs of dead processes on this host left behind. Returns how many objects are left. */
export async function sweepDead(docker: Docker): Promise<number> {
  endOrphans();
  await takeBackDead(docker);
  return removeAll(docker, () => findDead(docker));
}

/** Runs whose stack was left up on request, and still has containers. */
export async function keptRuns(docker: Docker): Promise<ReadonlySet<string>> {
  const found = await docker.listContainers({ all: true, filters: { label: [KEPT] } }).catch(throwEngineError);
  return new Set(found.map(({ Labels }) => Labels[KEPT] ?? ""));
}

async function findDead(docker: Docker): Promise<Objects> {
  const all = await find(docker, RUN);
  const dead = new Map<string, boolean>();
  const left = ({ Labels }: Labelled) => {
    const owner = Labels?.[OWNER];
    if (owner === undefined) return false;
    if (!dead.has(owner)) dead.set(owner, isDead(owner));
    return dead.get(owner) === true;
  };
  return {
    containers: all.containers.filter(left),
    networks: all.networks.filter(left),
    volumes: all.volumes.filter(left),
    images: all.images.filter(left),
  };
}

/** Looks again after removing: the engine may have been about to create one more when its client was ended. */
async function removeAll(docker: Docker, search: () => Promise<Objects>): Promise<number> {
  let left = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const found = await search().catch(throwEngineError);
    left = count(found);
    if (left === 0) return 0;
    await remove(docker, found);
  }
  return left;
}

async function remove(docker: Docker, { containers, networks, volumes, images }: Objects): Promise<void> {
  await each(containers, ({ Id }) => removeContainer(docker, Id));
  await each(networks, ({ Id }) => docker.getNetwork(Id).remove());
  await each(volumes, ({ Name }) => docker.getVolume(Name).remove());
  await each(images, ({ Id }) => docker.getImage(Id).remove({ force: true }));
}

/** A container that somebody else is removing already (409) is waited for: its network can only go after it. */
export async function removeContainer(docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id);
  await container.remove({ force: true, v: true }).catch(async (error: { statusCode?: number }) => {
    if (error.statusCode !== 409) throw error;
    await container.wait({ condition: "removed" });
  });
}

/** Gone already (404) is fine; what is still in use (403, 409) is tried again in the next round, or by the next run. */
async function each<T>(objects: readonly T[], remove: (object: T) => Promise<unknown>): Promise<void> {
  await Promise.all(
    objects.map((object) =>
      remove(object).catch((error: { statusCode?: number }) => {
        if (!isNoImage(error) && ![403, 409].includes(error.statusCode ?? 0)) throw engineError(error);
      }),
    ),
  );
}

function count({ containers, networks, volumes, images }: Objects): number {
  return containers.length + networks.length + volumes.length + images.length;
}
