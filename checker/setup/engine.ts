import { type Endpoint, engineEndpoint } from "../engine/endpoint.ts";
import { api } from "../images/api.ts";

export interface EngineInfo {
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly arch: string;
  /** The address, for people. */
  readonly endpoint: string;
}

/** How the engine answered: it did, nobody listens there, this user may not ask, or something else is wrong. */
export type EngineState =
  | { readonly kind: "running"; readonly info: EngineInfo }
  | { readonly kind: "away" | "forbidden"; readonly endpoint: Endpoint; readonly reason: string }
  | { readonly kind: "misconfigured"; readonly reason: string };

interface VersionAnswer {
  readonly Version?: string;
  readonly ApiVersion?: string;
  readonly Os?: string;
  readonly Arch?: string;
}

/** Asks the engine for its version over its API: a few milliseconds where it runs on this machine. Never rejects. */
export async function engineState(env: NodeJS.ProcessEnv): Promise<EngineState> {
  let endpoint: Endpoint;
  try {
    endpoint = engineEndpoint(env);
  } catch (error) {
    return { kind: "misconfigured", reason: (error as Error).message };
  }
  try {
    const timeoutMs = endpoint.kind === "unix" || endpoint.kind === "npipe" ? 3000 : 10_000;
    const answer = await api(endpoint, env, "/version", { timeoutMs });
    if (answer.status !== 200) return { kind: "away", endpoint, reason: `it answered ${answer.status}` };
    const { Version = "?", ApiVersion = "?", Os = "?", Arch = "?" } = JSON.parse(answer.body) as VersionAnswer;
    const info = { version: Version, apiVersion: ApiVersion, os: Os, arch: Arch, endpoint: endpoint.name };
    return { kind: "running", info };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const kind = code === "EACCES" || code === "EPERM" ? "forbidden" : "away";
    return { kind, endpoint, reason: code ?? message };
  }
}
