import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { stateFolder } from "../images/state.ts";
import { plain } from "./apt.ts";
import { debianArchive } from "./sources.ts";

/** Debian 12 and Debian 13. What we take from 13 needs no more than the C library of 12. */
export type Release = "bookworm" | "trixie";

/**
 * Unpacks packages of a Debian release that need not be the machine's own, and gives the folder to `use` before it is removed: a
 * source list of its own (the machine's mirror, the archive's keys), apt's own signature checks, and nothing but the files.
 * The machine's sources and package database stay as they are, so this needs no root. Rejects when the packages cannot be had.
 */
export async function unpackPackages(
  env: NodeJS.ProcessEnv,
  release: Release,
  packages: readonly string[],
  use: (unpacked: string) => Promise<void>,
): Promise<void> {
  const archive = debianArchive();
  if (archive === undefined) throw new Error("this machine installs from no Debian archive");
  const work = await mkdtemp(join(stateFolder(env), "tmp-debian-"));
  try {
    const config = await separateApt(work, `deb [signed-by=${archive.signedBy}] ${archive.uri} ${release} main\n`);
    const options = { env: { ...plain(env), APT_CONFIG: config }, extendEnv: false, cwd: work, all: true } as const;
    await execa("apt-get", ["update", "-o", "APT::Update::Error-Mode=any"], options);
    await execa("apt-get", ["download", ...packages], options);
    const files = (await readdir(work)).filter((file) => file.endsWith(".deb"));
    await Promise.all(files.map((file) => execa("dpkg", ["-x", file, "unpacked"], options)));
    await use(join(work, "unpacked"));
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
