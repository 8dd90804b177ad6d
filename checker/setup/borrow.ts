import { copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dockerConfigFolder } from "../engine/endpoint.ts";
import { type Say, step } from "../images/step.ts";
import { type Release, unpackPackages } from "./debian.ts";
import type { PluginName } from "./plugins.ts";

const NEWER: Release = "trixie";
const PACKAGE = { compose: "docker-compose", buildx: "docker-buildx" } as const;

/** Takes plugins from the next Debian release, for a release that has none. Without root they are the user's own. */
export async function borrowPlugins(
  env: NodeJS.ProcessEnv,
  say: Say,
  plugins: readonly PluginName[],
  root: boolean,
): Promise<void> {
  const folder = root ? "/usr/local/lib/docker/cli-plugins" : join(dockerConfigFolder(env), "cli-plugins");
  const packages = plugins.map((plugin) => PACKAGE[plugin]);
  await step(say, `docker ${plugins.join(" and ")} from Debian ${NEWER}`, () =>
    unpackPackages(env, NEWER, packages, async (unpacked) => {
      for (const plugin of plugins) {
        const name = `docker-${plugin}`;
        await place(join(unpacked, "usr/libexec/docker/cli-plugins", name), join(folder, name));
      }
    }),
  );
}

/** Takes the docker client from the next Debian release: it comes without an engine there. Needs root. */
export async function borrowClient(env: NodeJS.ProcessEnv, say: Say): Promise<true> {
  await step(say, `the docker client from Debian ${NEWER}`, () =>
    unpackPackages(env, NEWER, ["docker-cli"], (unpacked) =>
      place(join(unpacked, "usr/bin/docker"), "/usr/local/bin/docker"),
    ),
  );
  return true;
}

/** Nobody ever sees half a file. */
async function place(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(file, `${target}.new`);
  await rename(`${target}.new`, target);
}
