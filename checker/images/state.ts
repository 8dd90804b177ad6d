import { mkdirSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Our own folder on this machine: stamps, logs, and what is made on the way. Source: XDG Base Directory Specification. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const root = env.XDG_STATE_HOME || join(env.HOME || env.USERPROFILE || homedir(), ".local", "state");
  const folder = join(root, "docker-workshop");
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    // A home that cannot be written to (a service's account, a read-only machine).
    const other = join(tmpdir(), `docker-workshop-${userInfo().uid}`);
    mkdirSync(other, { recursive: true, mode: 0o700 });
    return other;
  }
}
