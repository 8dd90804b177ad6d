import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { type Say, step } from "../images/step.ts";
import { type Release, unpackPackages } from "./debian.ts";
import { findInPath, isExecutable } from "./path.ts";

/** Engines that can be had as files, without installing a package: Debian 12's, and Debian 13's. */
export type EngineVersion = "20.10" | "26.1";

/** The machine's own runc serves both: Debian 13's needs a newer C library than Debian 12 has. */
const PACKAGES = ["docker.io", "containerd", "tini"];
const FILES = ["dockerd", "docker-proxy", "containerd", "containerd-shim-runc-v2", "tini-static"];

const SOURCES: Readonly<
  Record<EngineVersion, { release: Release; packages: readonly string[]; files: readonly string[] }>
> = {
  "20.10": {
    release: "bookworm",
    packages: [...PACKAGES, "libdevmapper1.02.1"],
    files: [...FILES, "libdevmapper.so.1.02.1"],
  },
  "26.1": { release: "trixie", packages: PACKAGES, files: FILES },
};

/** What set-up brings to a machine that has none. */
export const NEWER_ENGINE: EngineVersion = "26.1";

export interface EngineFiles {
  /** A package of the machine, or unpacked by set-up: then no service knows it. */
  readonly from: "package" | "set-up";
  readonly dockerd: string;
  /** What dockerd finds the other programs of its release by. */
  readonly env: Readonly<Record<string, string>>;
}

/** The engine that this machine has, running or not: one in PATH, else the one that set-up unpacked. */
export function installedEngine(env: NodeJS.ProcessEnv): EngineFiles | undefined {
  const dockerd = findInPath(env, "dockerd");
  return dockerd === undefined
    ? unpackedEngine(NEWER_ENGINE, env)
    : { from: "package", dockerd, env: { PATH: pathOf(env) } };
}

/** Its folder has a fixed name: that is how it is found again after a reboot. */
const folderOf = (version: EngineVersion): string => `/usr/local/lib/docker-workshop/engine-${version}`;

function unpackedEngine(version: EngineVersion, env: NodeJS.ProcessEnv): EngineFiles | undefined {
  const found = filesIn(folderOf(version), env);
  return isExecutable(found.dockerd) ? found : undefined;
}

function filesIn(folder: string, env: NodeJS.ProcessEnv): EngineFiles {
  const own = { PATH: `${folder}:${pathOf(env)}`, LD_LIBRARY_PATH: folder };
  return { from: "set-up", dockerd: join(folder, "dockerd"), env: own };
}

/** System folders count even where a user's PATH lacks them. */
const pathOf = (env: NodeJS.ProcessEnv): string =>
  `${env.PATH ?? "/usr/local/bin:/usr/bin:/bin"}:/usr/local/sbin:/usr/sbin:/sbin`;

/** Makes sure of an engine's files, as root. Rejects when they cannot be had, or do not run here. */
export async function bringEngine(env: NodeJS.ProcessEnv, say: Say, version: EngineVersion): Promise<EngineFiles> {
  const there = unpackedEngine(version, env);
  if (there !== undefined) return there;
  const { release, packages, files } = SOURCES[version];
  await step(say, `the Docker engine ${version} from Debian ${release}`, () =>
    unpackPackages(env, release, packages, (unpacked) => keep(unpacked, files, folderOf(version))),
  );
  return filesIn(folderOf(version), env);
}

/** Puts the files into their folder, all at once, when they are found to run on this machine. */
async function keep(unpacked: string, names: readonly string[], folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const half = await mkdtemp(`${folder}.`);
  try {
    const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && names.includes(entry.name));
    await Promise.all(files.map(({ parentPath, name }) => copyFile(join(parentPath, name), join(half, nameOf(name)))));
    const { dockerd, env } = filesIn(half, {});
    await execa(dockerd, ["--version"], { env, extendEnv: false });
    await chmod(half, 0o755);
    await rename(half, folder).catch((error: NodeJS.ErrnoException) => {
      // Somebody else brought the same at the same moment.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** dockerd looks for its init under this name. */
const nameOf = (file: string): string => (file === "tini-static" ? "docker-init" : file);
