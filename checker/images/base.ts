import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { RELEASE } from "./catalogue.ts";

/**
 * What makes Debian's minimal system a container image like the official one: no manuals, no translations, no services
 * started by an installation. Source: the slim variant of debuerreotype, which makes the official image.
 */
export const BASE_OPTIONS: readonly string[] = [
  "--variant=minbase",
  "--include=ca-certificates",
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/info/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*",
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
  '--aptopt=Acquire::Languages "none"',
  `--customize-hook=printf '#!/bin/sh\\nexit 101\\n' > "$1/usr/sbin/policy-rc.d"; chmod 755 "$1/usr/sbin/policy-rc.d"`,
];

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
  const archive = join(folder, `base-${process.pid}.tar`);
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
