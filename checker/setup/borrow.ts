import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { dockerConfigFolder } from "../engine/endpoint.ts";
import { stateFolder } from "../images/state.ts";
import { type Say, step } from "../images/step.ts";
import { plain } from "./apt.ts";
import type { PluginName } from "./plugins.ts";
import { debianArchive } from "./sources.ts";

/** Debian 13: its plugins need no more than the C library of Debian 12. */
const NEWER = "trixie";
const PACKAGE = { compose: "docker-compose", buildx: "docker-buildx" } as const;

/**
 * Takes plugins from the next Debian release, for a release that has none: a source list of its own (the machine's
 * mirror, the archive's keys), apt's own signature checks, and only the plugins' files are unpacked. The machine's
 * sources and package database stay as they are, so this needs no root: without, the plugins are the user's own.
 */
export async function borrowPlugins(
  env: NodeJS.ProcessEnv,
  say: Say,
  plugins: readonly PluginName[],
  root: boolean,
): Promise<void> {
  const archive = debianArchive();
  if (archive === undefined) throw new Error("this machine installs from no Debian archive");
  const folder = root ? "/usr/local/lib/docker/cli-plugins" : join(dockerConfigFolder(env), "cli-plugins");
  const work = await mkdtemp(join(stateFolder(env), "tmp-borrow-"));
  try {
    await step(say, `docker ${plugins.join(" and ")} from Debian ${NEWER}`, async () => {
      const config = await separateApt(work, `deb [signed-by=${archive.signedBy}] ${archive.uri} ${NEWER} main\n`);
      const options = { env: { ...plain(env), APT_CONFIG: config }, extendEnv: false, cwd: work, all: true } as const;
      await execa("apt-get", ["update", "-o", "APT::Update::Error-Mode=any"], options);
      await execa("apt-get", ["download", ...plugins.map((plugin) => PACKAGE[plugin])], options);
      for (const file of await readdir(work)) {
        if (file.endsWith(".deb")) await execa("dpkg", ["-x", file, "unpacked"], options);
      }
      await mkdir(folder, { recursive: true });
      for (const plugin of plugins) {
        const target = join(folder, `docker-${plugin}`);
        await copyFile(join(work, "unpacked/usr/libexec/docker/cli-plugins", `docker-${plugin}`), `${target}.new`);
        await rename(`${target}.new`, target);
      }
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** An apt that knows one source, and writes only to our folder. */
async function separateApt(work: string, source: string): Promise<string> {
  for (const folder of ["parts", "lists/partial", "cache/archives/partial"]) {
    await mkdir(join(work, folder), { recursive: true });
  }
  await writeFile(join(work, "sources.list"), source);
  const config = join(work, "apt.conf");
  const lines = [
    `Dir::Etc::sourcelist "${work}/sources.list";`,
    `Dir::Etc::sourceparts "${work}/parts";`,
    `Dir::State::lists "${work}/lists";`,
    `Dir::Cache "${work}/cache";`,
    'Acquire::Languages "none";',
    // Its own user may not enter our folder.
    'APT::Sandbox::User "";',
  ];
  await writeFile(config, `${lines.join("\n")}\n`);
  return config;
}
