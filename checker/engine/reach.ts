import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, posix } from "node:path";
import type Docker from "dockerode";
import { GraderError } from "../core/errors.ts";
import { connect } from "./connect.ts";
import { engineEndpoint } from "./endpoint.ts";

type Inspected = Docker.ContainerInspectInfo;

/** A container knows its id by what the engine mounts into it: `... /var/lib/docker/containers/ID/hostname /etc/hostname ...`. */
const OWN_FILES = /\/containers\/([0-9a-f]{64})\/(?:hostname|hosts|resolv\.conf) \/etc\//;

/** Whatever runs containers gives each a file of its own for the names of machines; a machine's own is no mount. */
const IN_CONTAINER = /^(?:\S+ ){4}\/etc\/hosts /m;

/**
 * Throws when the check runs in a container that cannot work: services are asked through ports that the engine publishes on
 * its machine, and the engine mounts what lies in the folder for temporary files. Of a container of its own the engine knows
 * how it is run; of a pod, or another runtime's container, only the network is known that this process has. An engine that
 * does not answer says nothing about either.
 */
export async function requireReach(env: NodeJS.ProcessEnv): Promise<void> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  const [, id] = OWN_FILES.exec(mounts) ?? [];
  const own = id === undefined ? undefined : await inspect(env, id);
  if (own !== undefined) return requireReachFrom(own, env);
  if (IN_CONTAINER.test(mounts) && !(await sharesNetwork(env))) throw outOfReach();
}

async function requireReachFrom(own: Inspected, env: NodeJS.ProcessEnv): Promise<void> {
  if ((await networkOf(env, own)) !== "host") throw outOfReach();
  if (!own.Mounts.some((mount) => shows(mount, tmpdir())))
    throw new GraderError(
      "TMPDIR_UNUSABLE",
      `The check runs in a container, and the Docker engine does not see its folder for temporary files, ${tmpdir()}.`,
      "Mount a folder of the machine under the path that it has there, and set TMPDIR to it.",
    );
}

export function outOfReach(): GraderError {
  return new GraderError(
    "PORTS_OUT_OF_REACH",
    "The check runs in a container, where the ports that the Docker engine publishes cannot be reached.",
    "Run it on the machine itself, or in a container with `--network host` (a pod: `hostNetwork: true`).",
  );
}

/** A line of proc_net_unix(5), `Num RefCount Protocol Flags Type St Inode Path`, with the flag of a socket that is listened on. */
const LISTENING = /^\S+ \S+ \S+ 00010000 /;

/** The kernel lists sockets for each network: where nobody listens on one of that name, the engine that answers has another. */
async function sharesNetwork(env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    const endpoint = engineEndpoint(env);
    if (endpoint.kind !== "unix") return true;
    await connect(env).ping();
    // It is listed under the name that it has outside, and may be mounted under another.
    const names = [basename(endpoint.path), "docker.sock"];
    const lines = (await readFile("/proc/net/unix", "utf8")).split("\n");
    return lines.some((line) => LISTENING.test(line) && names.includes(basename(line)));
  } catch {
    return true;
  }
}

/** A container may share the network of another one. */
async function networkOf(env: NodeJS.ProcessEnv, { HostConfig }: Inspected): Promise<string | undefined> {
  const [, other] = /^container:(.+)/.exec(HostConfig.NetworkMode ?? "") ?? [];
  if (other === undefined) return HostConfig.NetworkMode;
  const found = await inspect(env, other);
  return found && networkOf(env, found);
}

/** True for a folder that lies in a mount, and has the same path outside. */
function shows({ Type, Source, Destination }: Inspected["Mounts"][number], folder: string): boolean {
  const within = posix.relative(Destination, folder);
  return Type === "bind" && !within.startsWith("..") && posix.join(Source, within) === folder;
}

async function inspect(env: NodeJS.ProcessEnv, id: string): Promise<Inspected | undefined> {
  try {
    return await connect(env).getContainer(id).inspect();
  } catch {
    return undefined;
  }
}
