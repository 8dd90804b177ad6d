import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { ownerIn } from "../engine/folder-name.ts";
import { listImages } from "../engine/image-lookup.ts";
import { OWNER, RUN } from "../engine/labels.ts";
import { OWNER_VARIABLE } from "../engine/orphans.ts";
import { isDead } from "../engine/owner.ts";
import { processIds, textOf } from "../engine/proc.ts";

/** What is there before a suite: what others have left is none of its business. */
export async function lookAround(docker: Docker): Promise<ReadonlySet<string>> {
  const made = (await objectsOn(docker, RUN)).map(({ name }) => name);
  return new Set([...made, ...(await namelessVolumes(docker)), ...(await folders()), ...processes()]);
}

/** Looks in a row: what another run left is swept by its next one, and what is being removed takes a moment. */
const LOOKS = 10;

/**
 * What a suite has left: objects, folders and processes whose owner has ended (another suite's owner lives), and volumes
 * without a name that nobody uses. Those may be another's where an engine is `shared` by several suites at once.
 */
export async function leftBy(docker: Docker, before: ReadonlySet<string>, shared: boolean): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await pause(1000);
    const made = (await objectsOn(docker, RUN)).filter(isLeft).map(({ name }) => name);
    const volumes = shared ? [] : await namelessVolumes(docker);
    left = [...made, ...volumes, ...(await folders()), ...processes()].filter((name) => !before.has(name));
    if (left.length === 0) return [];
  }
  return left;
}

/** A suite that lives may still want it. */
function isLeft({ labels }: Made): boolean {
  const owner = labels[OWNER];
  return owner === undefined || isDead(owner);
}

/** Something on an engine, as `kind name`. */
export interface Made {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Everything on an engine with a label, or everything. */
export async function objectsOn(docker: Docker, label?: string): Promise<readonly Made[]> {
  const filters = label === undefined ? {} : { label: [label] };
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    listImages(docker, { filters }),
  ]);
  const made = (name: string, labels?: Record<string, string> | null) => ({ name, labels: labels ?? {} });
  return [
    ...containers.map(({ Names, Labels }) => made(`container ${Names[0]}`, Labels)),
    ...networks.map(({ Name, Labels }) => made(`network ${Name}`, Labels)),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => made(`volume ${Name}`, Labels)),
    ...images.map(({ Id, RepoTags, Labels }) => made(`image ${RepoTags?.[0] ?? Id}`, Labels)),
  ];
}

async function namelessVolumes(docker: Docker): Promise<readonly string[]> {
  const { Volumes } = await docker.listVolumes({ filters: { dangling: ["true"] } });
  return (Volumes ?? []).filter(({ Name }) => /^[0-9a-f]{64}$/.test(Name)).map(({ Name }) => `volume ${Name}`);
}

/** Folders named after an owner that has ended. */
async function folders(): Promise<readonly string[]> {
  const names = await readdir(tmpdir());
  return names.filter((name) => isDead(ownerIn(name) ?? "")).map((name) => `folder ${name}`);
}

/** Docker commands that were started for this suite, and go on. Linux only. */
function processes(): readonly string[] {
  if (process.platform !== "linux") return [];
  const others = processIds().filter((pid) => pid !== String(process.pid));
  return others.flatMap((pid) => {
    const variables = textOf(`/proc/${pid}/environ`).split("\0");
    const owner = variables.find((variable) => variable.startsWith(`${OWNER_VARIABLE}=`));
    if (owner === undefined || !isDead(owner.slice(OWNER_VARIABLE.length + 1))) return [];
    return [`process ${pid} ${textOf(`/proc/${pid}/cmdline`).split("\0").join(" ").slice(0, 100)}`];
  });
}
