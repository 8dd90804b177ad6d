import { stat } from "node:fs/promises";
import { engineEndpoint } from "../engine/endpoint.ts";

/** An ordinary user of this machine: no account, who may use the engine because of a group, and owns nothing else. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

const SOMEBODY = 1234;

/** A user in the group that the engine's socket belongs to. */
export async function ordinaryUser(env: NodeJS.ProcessEnv): Promise<User> {
  const endpoint = engineEndpoint(env);
  if (endpoint.kind !== "unix") throw new Error(`${endpoint.name} is no socket of this machine`);
  const { gid, mode } = await stat(endpoint.path);
  if (gid === 0 || (mode & 0o060) !== 0o060) throw new Error(`only root may use the engine at ${endpoint.path}`);
  return { uid: SOMEBODY, gid };
}

/** Words before a command that is run by somebody else. Takes root. */
export function becoming({ uid, gid }: User): readonly string[] {
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}
