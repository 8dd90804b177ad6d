import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { RELEASE } from "./catalogue.ts";
import { BASE_OPTIONS } from "./standin.ts";

export interface BaseOptions {
  /** Where it is to be, some 90 MB: it appears complete or not at all. */
  readonly archive: string;
  readonly mirror: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Makes a minimal Debian with mmdebstrap. Rejects with the tool's output. */
export async function makeBase({ archive, mirror, env, signal }: BaseOptions): Promise<void> {
  const half = join(dirname(archive), `tmp-base-${process.pid}.tar`);
  try {
    const options = [...BASE_OPTIONS, RELEASE, half, ...(mirror === undefined ? [] : [mirror])];
    const clock = { SOURCE_DATE_EPOCH: undefined };
    await execa("mmdebstrap", options, {
      env: { ...env, ...clock },
      extendEnv: false,
      all: true,
      cancelSignal: signal,
    });
    await rename(half, archive);
  } finally {
    await rm(half, { force: true });
  }
}

/** Gives the engine the image that is in an archive. Rejects with docker's output. */
export async function importBase(
  env: NodeJS.ProcessEnv,
  archive: string,
  name: string,
  labels: readonly string[],
): Promise<void> {
  const changes = [
    'CMD ["bash"]',
    "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ...labels.map((label) => `LABEL ${label}`),
  ].flatMap((change) => ["--change", change]);
  await execa("docker", ["import", ...changes, archive, name], { env, extendEnv: false, all: true });
}
