import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { OWNER, RUN } from "../engine/labels.ts";
import { OWNER_VARIABLE } from "../engine/orphans.ts";
import { isDead } from "../engine/owner.ts";

/** What is there before a suite: what others have left is none of its business. */
export async function lookAround(docker: Docker): Promise<ReadonlySet<string>> {
  const made = (await objects(docker)).map(({ name }) => name);
  return new Set([...made, ...(await namelessVolumes(docker)), ...(await folders()), ...(await processes())]);
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
    const made = (await objects(docker)).filter(({ owner }) => owner === "" || isDead(owner)).map(({ name }) => name);
    const volumes = shared ? [] : await namelessVolumes(docker);
    left = [...made, ...volumes, ...(await folders()), ...(await processes())].filter((name) => !before.has(name));
    if (left.length === 0) return [];
  }
  return left;
}

async function objects(docker: Docker): Promise<readonly { readonly name: string; readonly owner: string }[]> {
  const filters = { label: [RUN] };
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    docker.listImages({ filters }),
  ]);
  const named = (name: string, labels?: Record<string, string> | null) => ({ name, owner: labels?.[OWNER] ?? "" });
  return [
    ...containers.map(({ Names, Labels }) => named(`container ${Names[0]}`, Labels)),
    ...networks.map(({ Name, Labels }) => named(`network ${Name}`, Labels)),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => named(`volume ${Name}`, Labels)),
    ...images.map(({ Id, RepoTags, Labels }) => named(`image ${RepoTags?.[0] ?? Id}`, Labels)),
  ];
}

async function namelessVolumes(docker: Docker): Promise<readonly string[]> {
  const { Volumes } = await docker.listVolumes({ filters: { dangling: ["true"] } });
  return (Volumes ?? []).filter(({ Name }) => /^[0-9a-f]{64}$/.test(Name)).map(({ Name }) => `volume ${Name}`);
}

/** Folders named after an owner that has ended: see workspace/name.ts. */
async function folders(): Promise<readonly string[]> {
  const names = await readdir(tmpdir());
  const owner = (name: string) => /^workshop-([a-z0-9-]+-[a-z0-9]+)-[A-Za-z0-9]{6}$/.exec(name)?.[1];
  return names.filter((name) => isDead(owner(name) ?? "")).map((name) => `folder ${name}`);
}

/** Docker commands that were started for this suite, and go on. Linux only. */
async function processes(): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const read = (file: string) => readFile(file, "utf8").catch(() => "");
  const found = await Promise.all(
    pids.map(async (pid) => {
      const variables = (await read(`/proc/${pid}/environ`)).split("\0");
      const owner = variables.find((variable) => variable.startsWith(`${OWNER_VARIABLE}=`));
      if (owner === undefined || !isDead(owner.slice(OWNER_VARIABLE.length + 1))) return [];
      return [`process ${pid} ${(await read(`/proc/${pid}/cmdline`)).split("\0").join(" ").slice(0, 100)}`];
    }),
  );
  return found.flat();
}
