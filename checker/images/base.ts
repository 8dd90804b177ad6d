import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { RELEASE } from "./catalogue.ts";
import { BASE_OPTIONS } from "./standin.ts";

export interface BaseOptions {
  /** The tag to import it as. */
  readonly name: string;
  readonly labels: readonly string[];
  /** Folder for the archive while it is made: some 90 MB. */
  readonly folder: string;
  /** The machine's own Debian mirror; without one mmdebstrap uses its default. */
  readonly mirror: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes a minimal Debian with mmdebstrap and imports it. Rejects with the tool's output. */
export async function buildBase({ name, labels, folder, mirror, env }: BaseOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, `tmp-base-${process.pid}.tar`);
  try {
    const options = [...BASE_OPTIONS, RELEASE, archive, ...(mirror === undefined ? [] : [mirror])];
    await execa("mmdebstrap", options, { env: { ...env, SOURCE_DATE_EPOCH: undefined }, extendEnv: false, all: true });
    const changes = [
      'CMD ["bash"]',
      "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      ...labels.map((label) => `LABEL ${label}`),
    ].flatMap((change) => ["--change", change]);
    await execa("docker", ["import", ...changes, archive, name], { env, extendEnv: false, all: true });
  } finally {
    await rm(archive, { force: true });
  }
}
