import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { execa } from "execa";

const REGISTRY = "https://registry.npmjs.org";

export interface NpmParts {
  /** Where `npm`, `yarn` and `registry` are to be: it appears complete or not at all. */
  readonly folder: string;
  /** The releases that go into the image. */
  readonly npm: string;
  readonly yarn: string;
  readonly packages: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** npm tells its scripts about the project that runs them; of that, a second npm needs only the way to the registry. */
function npmEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const way =
    /^npm_config_(\/\/|registry|ca|cafile|proxy|https?_proxy|https-proxy|noproxy|strict.ssl|userconfig|globalconfig)/i;
  return Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith("npm_") || way.test(key)));
}

/** Fetches npm, yarn and packages on this machine, where a registry can be reached. Rejects with npm's own output. */
export async function fetchNpmPackages({ folder, npm, yarn, packages, env, signal }: NpmParts): Promise<void> {
  const work = await mkdtemp(join(dirname(folder), "tmp-npm-"));
  const run = (command: string, args: readonly string[], cwd = work) =>
    execa(command, args, { cwd, env: npmEnv(env), extendEnv: false, cancelSignal: signal });
  try {
    await Promise.all([fetchTool(run, work, "npm", npm), fetchTool(run, work, "yarn", yarn)]);
    await fetchPackages(run, work, packages);
    await writeRegistry(join(work, "npm"), join(work, "fetched"), join(work, "registry"));
    for (const rest of ["project", "fetched"]) await rm(join(work, rest), { recursive: true });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Run = (command: string, args: readonly string[], cwd?: string) => Promise<{ readonly stdout: string }>;

async function fetchTool(run: Run, work: string, name: string, version: string): Promise<void> {
  const { stdout } = await run("npm", ["pack", "--silent", `${name}@${version}`]);
  await mkdir(join(work, name));
  const archive = stdout.trim().split("\n").at(-1) ?? "";
  await run("tar", ["-xzf", archive, "--no-same-owner", "--strip-components=1", "-C", name]);
}

/** All versions side by side in one project, each under a name of its own: one run of npm is faster than many. */
async function fetchPackages(run: Run, work: string, packages: readonly string[]): Promise<void> {
  const project = join(work, "project");
  await mkdir(project);
  const dependencies = Object.fromEntries(packages.map((spec, index) => [`wanted-${index}`, `npm:${spec}`]));
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, dependencies }));
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const cli = join(work, "npm", "bin", "npm-cli.js");
  await run(process.execPath, [cli, "install", "--cache", join(work, "fetched"), ...flags], project);
}

/** The parts of npm's own cache library that are needed: it comes with npm. */
interface Cacache {
  ls(cache: string): Promise<Record<string, { key: string; integrity: string }>>;
  get: {
    byDigest(cache: string, integrity: string): Promise<Buffer>;
    hasContent(cache: string, integrity: string): Promise<unknown>;
  };
}

interface Version {
  readonly dist: { readonly integrity?: string; tarball: string };
}

interface Packument {
  readonly name: string;
  readonly versions: Record<string, Version>;
  readonly "dist-tags": Record<string, string>;
}

/**
 * Writes what was fetched as a registry in files, `NAME/package.json` and `NAME/-/NAME-VERSION.tgz`, under the public
 * registry's addresses, whichever registry this machine uses. Of each package it has only the versions whose archives are
 * there: a range then finds what it can have.
 */
async function writeRegistry(npm: string, cache: string, to: string): Promise<void> {
  const require = createRequire(join(npm, "package.json"));
  const cacache = require("cacache") as Cacache;
  const semver = require("semver") as { rsort(list: string[]): string[] };
  const source = join(cache, "_cacache");
  for (const entry of Object.values(await cacache.ls(source))) {
    const packument = asPackument(await cacache.get.byDigest(source, entry.integrity));
    if (!packument) continue;
    const kept: Record<string, Version> = {};
    for (const [number, version] of Object.entries(packument.versions)) {
      const { integrity } = version.dist;
      if (integrity === undefined || !(await cacache.get.hasContent(source, integrity))) continue;
      const file = `${packument.name}/-/${packument.name.split("/").at(-1)}-${number}.tgz`;
      version.dist.tarball = `${REGISTRY}/${file}`;
      kept[number] = version;
      await mkdir(dirname(join(to, file)), { recursive: true });
      await writeFile(join(to, file), await cacache.get.byDigest(source, integrity));
    }
    const numbers = semver.rsort(Object.keys(kept));
    if (numbers.length === 0) continue;
    const tags = Object.entries(packument["dist-tags"]).filter(([, number]) => number in kept);
    const distTags = { latest: numbers[0], ...Object.fromEntries(tags) };
    const text = JSON.stringify({ name: packument.name, versions: kept, "dist-tags": distTags });
    await writeFile(join(to, packument.name, "package.json"), text);
  }
  await execa("chmod", ["-R", "a+rX", to]);
}

function asPackument(data: Buffer): Packument | undefined {
  if (data[0] !== 0x7b) return undefined;
  try {
    const json = JSON.parse(data.toString("utf8")) as Partial<Packument>;
    return json.name && json.versions && json["dist-tags"] ? (json as Packument) : undefined;
  } catch {
    return undefined;
  }
}
