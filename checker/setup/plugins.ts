import { execFile } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pluginFiles } from "../engine/plugin-folders.ts";
import { stateFolder } from "../images/state.ts";

export type PluginName = "compose" | "buildx";

export interface Plugin {
  readonly path: string;
  /** Without a leading `v`: `2.26.1`. */
  readonly version: string;
}

export const LEAST_COMPOSE = "2.20.0";

/**
 * The plugin that `docker compose` or `docker buildx` would start, and its version: asked once per file, then read from a
 * stamp, since starting it costs more than everything else that a ready machine needs.
 */
export async function findPlugin(env: NodeJS.ProcessEnv, name: PluginName): Promise<Plugin | undefined> {
  for (const path of pluginFiles(env, name)) {
    const version = await versionOf(env, path);
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

export interface Plugins {
  readonly compose: Plugin;
  readonly buildx: Plugin;
}

/** What is found, as far as it will do: a Compose that is too old counts as none. */
export async function findPlugins(env: NodeJS.ProcessEnv): Promise<Partial<Plugins>> {
  const [compose, buildx] = await Promise.all([findPlugin(env, "compose"), findPlugin(env, "buildx")]);
  return { ...(compose && atLeast(compose.version, LEAST_COMPOSE) ? { compose } : {}), ...(buildx ? { buildx } : {}) };
}

async function versionOf(env: NodeJS.ProcessEnv, path: string): Promise<string | undefined> {
  const { mtimeMs, size } = statSync(path);
  const key = `${path} ${mtimeMs} ${size}`;
  const stamp = join(stateFolder(env), `plugin-${path.replaceAll(/[^\w.-]+/g, "_")}`);
  const known = readStamp(stamp);
  if (known?.[0] === key && known[1]) return known[1];
  const version = readVersion(await metadataOf(env, path));
  if (version !== undefined) writeFileSync(stamp, `${key}\n${version}\n`);
  return version;
}

/** What a plugin tells the client about itself; empty when it cannot run here. */
function metadataOf(env: NodeJS.ProcessEnv, path: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(path, ["docker-cli-plugin-metadata"], { env, timeout: 10_000 }, (error, stdout) =>
      resolve(error ? "" : stdout),
    );
  });
}

function readStamp(file: string): string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/** The version in a plugin's metadata, without `v` and without a distributor's suffix. */
export function readVersion(metadata: string): string | undefined {
  return /"Version"\s*:\s*"v?(\d+\.\d+\.\d+)/.exec(metadata)?.[1];
}

/** Is version `a` at least `b`? Both as `1.2.3`. */
export function atLeast(a: string, b: string): boolean {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  for (const i of [0, 1, 2]) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
