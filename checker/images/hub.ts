import { execa } from "execa";
import { engineEndpoint } from "../engine/endpoint.ts";
import { api } from "./api.ts";
import { type Say, step } from "./step.ts";

/**
 * Does the registry behind this reference answer the engine, with the engine's own proxies and mirrors? Where nothing
 * comes back in five seconds, pulling a hundred megabytes is no way either.
 */
export async function registryHas(env: NodeJS.ProcessEnv, reference: string): Promise<boolean> {
  try {
    const path = `/distribution/${encodeURI(reference)}/json`;
    return (await api(engineEndpoint(env), env, path, { timeoutMs: 5000 })).status === 200;
  } catch {
    return false;
  }
}

/** Asks Docker Hub from this process, for a machine that has no engine yet. */
export async function dockerHubAnswers(): Promise<boolean> {
  return fetch("https://registry-1.docker.io/v2/", { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  );
}

/** Pulls one image; false when that fails, whatever the reason: there is a second way to most of them. */
export async function pull(env: NodeJS.ProcessEnv, say: Say, reference: string): Promise<boolean> {
  return step(say, `pull ${reference}`, async () => {
    const { exitCode } = await execa("docker", ["pull", "--quiet", reference], {
      env,
      extendEnv: false,
      reject: false,
    });
    return exitCode === 0;
  });
}
