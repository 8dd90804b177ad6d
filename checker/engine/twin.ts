import { posix } from "node:path";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { Container } from "./container.ts";
import type { ContainerFile } from "./container-files.ts";
import { engineError, throwEngineError } from "./errors.ts";
import { COMPOSE_PROJECT, COMPOSE_SERVICE } from "./labels.ts";
import type { Session } from "./session.ts";

export interface TwinOptions {
  readonly subject: string;
  /** Files that hold something else than in the first one. */
  readonly files: readonly ContainerFile[];
  /** Where bind mounts come from instead, by where they are mounted: the twin shares no folder with the first one. */
  readonly binds: ReadonlyMap<string, string>;
}

/**
 * A container that is made as another one was, on the same networks, where nobody finds it by a name. It publishes nothing,
 * is not started again when it ends, and has empty or fresh volumes of its own. Undefined when it cannot be started.
 */
export async function startTwin(
  session: Session,
  of: Container,
  { subject, files, binds }: TwinOptions,
): Promise<Container | undefined> {
  return session.step("start", subject, async () => {
    const info = await session.docker.getContainer(of.id).inspect().catch(throwEngineError);
    const created = await session.docker.createContainer(likewise(session, info, binds)).catch(throwEngineError);
    const twin = new Container(session, created.id, subject, 0);
    try {
      for (const { path, content } of files) await put(created, path, content);
      for (const network of otherNetworks(info))
        await session.docker.getNetwork(network).connect({ Container: created.id });
      await created.start();
      return twin;
    } catch (error) {
      await twin[Symbol.asyncDispose]();
      // What cannot be started as it is now: the file may be its program.
      if ((error as { statusCode?: number }).statusCode !== undefined) return undefined;
      throw engineError(error);
    }
  });
}

function likewise(
  session: Session,
  { Image, Config, HostConfig, Mounts }: Docker.ContainerInspectInfo,
  binds: ReadonlyMap<string, string>,
): Docker.ContainerCreateOptions {
  const { Cmd, Entrypoint, Env, WorkingDir, User, Tty } = Config;
  const volumes = Mounts.filter(({ Type }) => Type === "volume").map(({ Destination }) => [Destination, {}]);
  const mounted = Mounts.flatMap(({ Type, Destination, RW }) => {
    const source = binds.get(Destination);
    return Type === "bind" && source !== undefined
      ? [{ Type: "bind" as const, Source: source, Target: Destination, ReadOnly: !RW }]
      : [];
  });
  return {
    Image,
    Cmd,
    Env,
    WorkingDir,
    User,
    Tty,
    ...(Entrypoint && { Entrypoint }),
    // Compose labels the images that it builds, too: a twin is no container of the stack.
    Labels: { ...session.labels, [COMPOSE_PROJECT]: "", [COMPOSE_SERVICE]: "" },
    Healthcheck: { Test: ["NONE"] },
    Volumes: Object.fromEntries(volumes),
    HostConfig: {
      ...HostConfig,
      Binds: [],
      Mounts: mounted,
      PortBindings: {},
      RestartPolicy: { Name: "no" },
      // Files are put into a container only where it may be written to.
      ReadonlyRootfs: false,
    },
  };
}

/** Those beside the one that a container is created on. */
function otherNetworks({ HostConfig, NetworkSettings }: Docker.ContainerInspectInfo): readonly string[] {
  return Object.keys(NetworkSettings.Networks ?? {}).filter((name) => name !== HostConfig.NetworkMode);
}

async function put(container: Docker.Container, path: string, content: Buffer): Promise<void> {
  const archive = pack();
  archive.entry({ name: posix.basename(path), mode: 0o755 }, content);
  archive.finalize();
  await container.putArchive(archive as unknown as NodeJS.ReadableStream, {
    path: posix.join("/", posix.dirname(path)),
  });
}
