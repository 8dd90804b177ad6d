import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Our own folder on this machine: stamps, logs, and what is made on the way. Source: XDG Base Directory Specification. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const root = env.XDG_STATE_HOME || join(env.HOME || env.USERPROFILE || homedir(), ".local", "state");
  const folder = join(root, "docker-workshop");
  mkdirSync(folder, { recursive: true });
  return folder;
}
