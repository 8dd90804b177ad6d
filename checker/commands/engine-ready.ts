import type Docker from "dockerode";
import type { Io } from "../command-line/io.ts";
import type { Environment } from "../core/report.ts";
import { connect } from "../engine/connect.ts";
import { requireReach } from "../engine/reach.ts";
import { keptRuns, sweepDead } from "../engine/sweep.ts";
import { imagesFor } from "../grading/required-images.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { ensureReady } from "../setup/ready.ts";
import { requireTemporaryFolder } from "../workspace/temporary.ts";
import { sweepWorkspaces } from "../workspace/workspace.ts";
import { environmentOf } from "./environment.ts";

export interface EngineReady {
  readonly docker: Docker;
  readonly environment: Environment;
}

/** An engine that can judge these labs, with what dead runs have left on it removed. */
export async function engineReady(labs: readonly NamedLab[], io: Io, signal: AbortSignal): Promise<EngineReady> {
  const { env, say, ask } = io;
  await requireTemporaryFolder();
  await requireReach(env);
  const ready = await ensureReady({ env, say, images: imagesFor(labs), signal, ...(ask && { ask }) });
  const docker = connect(env);
  for (const folder of await sweep(docker)) say(`${folder} was left by an earlier run and cannot be removed.`);
  return { docker, environment: environmentOf(ready) };
}

/** Containers first: they may still be writing to the folders. Returns folders that could not be removed. */
export async function sweep(docker: Docker): Promise<readonly string[]> {
  const [kept] = await Promise.all([keptRuns(docker), sweepDead(docker)]);
  return sweepWorkspaces(docker, kept);
}
