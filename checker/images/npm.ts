import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { execa } from "execa";

const REGISTRY = "https://registry.npmjs.org";
const REQUEST = "make-fetch-happen:request-cache:";
/** What npm sends for packuments: short ones, and full ones where a registry has no short ones. A cache hit needs the same. */
const PACKUMENT_ACCEPTS = [
  "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*",
  "application/json",
];

export interface NpmFill {
  /** Where `npm` (npm itself) and `cache` are to be: what the node recipe copies into the image. */
  readonly folder: string;
  /** The npm release that goes into the image, and fills the cache, so that it finds what it looks for. */
  readonly npm: string;
  readonly packages: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** npm tells its scripts about the project that runs them; of that, a second npm needs only the way to the registry. */
function npmEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const way =
    /^npm_config_(\/\/|registry|ca|cafile|proxy|https?_proxy|https-proxy|noproxy|strict.ssl|userconfig|globalconfig)/i;
  return Object.fromEntries(Object.entries(env).filter(([key]) => !key.startsWith("npm_") || way.test(key)));
}

/**
 * Fetches npm and fills an npm cache on this machine, where a registry can be reached. The folder appears complete or not
 * at all. Rejects with npm's own output.
 */
export async function fillNpmCache({ folder, npm, packages, env: outer }: NpmFill): Promise<void> {
  const env = npmEnv(outer);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "..", "tmp-npm-"));
  try {
    await fetchNpm(work, npm, env);
    const queue = [...packages];
    const takeOne = async (): Promise<void> => {
      for (let spec = queue.shift(); spec !== undefined; spec = queue.shift()) await fetchPackage(work, spec, env);
    };
    await Promise.all([takeOne(), takeOne()]);
    await rewriteCache(join(work, "npm"), join(work, "fetched"), join(work, "cache"));
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await rename(join(work, "npm"), join(folder, "npm"));
    await rename(join(work, "cache"), join(folder, "cache"));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchNpm(work: string, version: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { stdout } = await execa("npm", ["pack", "--silent", `npm@${version}`], { cwd: work, env, extendEnv: false });
  await mkdir(join(work, "npm"));
  const archive = stdout.trim().split("\n").at(-1) ?? "";
  await execa("tar", ["-xzf", archive, "--no-same-owner", "--strip-components=1", "-C", "npm"], { cwd: work });
}

async function fetchPackage(work: string, spec: string, env: NodeJS.ProcessEnv): Promise<void> {
  const project = await mkdtemp(join(work, "project-"));
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "fill", version: "1.0.0", private: true }));
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const cli = join(work, "npm", "bin", "npm-cli.js");
  await execa(process.execPath, [cli, "install", spec, "--cache", join(work, "fetched"), ...flags], {
    cwd: project,
    env,
    extendEnv: false,
  });
  await rm(project, { recursive: true, force: true });
}

/** The parts of npm's own cache library that are needed: it comes with npm. */
interface Cacache {
  ls(cache: string): Promise<Record<string, { key: string; integrity: string }>>;
  get: {
    byDigest(cache: string, integrity: string): Promise<Buffer>;
    hasContent(cache: string, integrity: string): Promise<unknown>;
  };
  put(cache: string, key: string, data: string | Buffer, options: { metadata: unknown }): Promise<unknown>;
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
 * Copies what was fetched into a new cache under the public registry's addresses, whichever registry this machine uses,
 * and lists in each packument only the versions whose tarballs are there: a range then finds what it can have.
 */
async function rewriteCache(npm: string, from: string, to: string): Promise<void> {
  const require = createRequire(join(npm, "package.json"));
  const cacache = require("cacache") as Cacache;
  const semver = require("semver") as { rsort(list: string[]): string[] };
  const source = join(from, "_cacache");
  const target = join(to, "_cacache");
  const put = (url: string, reqHeaders: object, type: string, data: string | Buffer): Promise<unknown> => {
    const resHeaders = { "content-type": type, date: new Date().toUTCString() };
    const metadata = { time: Date.now(), url, reqHeaders, resHeaders, options: { compress: true } };
    return cacache.put(target, REQUEST + url, data, { metadata });
  };
  for (const entry of Object.values(await cacache.ls(source))) {
    const packument = asPackument(await cacache.get.byDigest(source, entry.integrity));
    if (!packument) continue;
    const kept: Record<string, Version> = {};
    for (const [number, version] of Object.entries(packument.versions)) {
      const { integrity } = version.dist;
      if (integrity === undefined || !(await cacache.get.hasContent(source, integrity))) continue;
      const file = `${packument.name.split("/").at(-1)}-${number}.tgz`;
      version.dist.tarball = `${REGISTRY}/${packument.name}/-/${file}`;
      kept[number] = version;
      const tarball = await cacache.get.byDigest(source, integrity);
      await put(version.dist.tarball, {}, "application/octet-stream", tarball);
    }
    const numbers = semver.rsort(Object.keys(kept));
    const tags = Object.entries(packument["dist-tags"]).filter(([, number]) => number in kept);
    const distTags = { latest: numbers[0], ...Object.fromEntries(tags) };
    const text = JSON.stringify({ name: packument.name, versions: kept, "dist-tags": distTags });
    const url = `${REGISTRY}/${packument.name.replace("/", "%2f")}`;
    for (const accept of PACKUMENT_ACCEPTS) await put(url, { accept }, "application/json", text);
  }
  await mkdir(join(to, "_logs"), { recursive: true });
  await execa("chmod", ["-R", "a+rwX", to]);
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
