import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { posix } from "node:path";
import type Docker from "dockerode";
import { GraderError } from "../core/errors.ts";
import { connect } from "./connect.ts";

type Inspected = Docker.ContainerInspectInfo;

/** A container knows its id by what the engine mounts into it: `... /var/lib/docker/containers/ID/hostname /etc/hostname ...`. */
const OWN_FILES = /\/containers\/([0-9a-f]{64})\/(?:hostname|hosts|resolv\.conf) \/etc\//;

/**
 * Throws when the check runs in a container of the very engine that it asks, and cannot work there: services are asked through
 * ports that the engine publishes on its machine, and the engine mounts what lies in the folder for temporary files. An engine
 * that does not answer, or does not know such a container, says nothing about it.
 */
export async function requireReach(env: NodeJS.ProcessEnv): Promise<void> {
  const [, id] = OWN_FILES.exec(await readFile("/proc/self/mountinfo", "utf8").catch(() => "")) ?? [];
  const own = id === undefined ? undefined : await inspect(env, id);
  if (own === undefined) return;
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
    "Run it on the machine itself, or in a container with `--network host`.",
  );
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
