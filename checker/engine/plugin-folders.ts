import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { dockerConfig, dockerConfigFolder } from "./endpoint.ts";

/** Folders for plugins in the order in which the docker client looks. Source: docker/cli, cli-plugins/manager. */
export function pluginFolders(env: NodeJS.ProcessEnv): string[] {
  const extra = dockerConfig(env).cliPluginsExtraDirs;
  const system =
    process.platform === "win32"
      ? [join(env.ProgramData ?? "", "Docker/cli-plugins"), join(env.ProgramFiles ?? "", "Docker/cli-plugins")]
      : ["local/lib", "local/libexec", "lib", "libexec"].map((folder) => `/usr/${folder}/docker/cli-plugins`);
  const named = Array.isArray(extra) ? extra.map(String) : [];
  return [...named, join(dockerConfigFolder(env), "cli-plugins"), ...system];
}

/** The files that could be the plugin that `docker NAME` starts; the client takes the first. */
export function pluginFiles(env: NodeJS.ProcessEnv, name: string): readonly string[] {
  const file = process.platform === "win32" ? `docker-${name}.exe` : `docker-${name}`;
  return pluginFolders(env)
    .map((folder) => join(folder, file))
    .filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
