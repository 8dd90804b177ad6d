import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

export interface TryResult {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Builds a Dockerfile without any network, and with `run` starts the image with that command. For tests: nothing comes
 * from the cache, as a step that was built before prints nothing.
 */
export async function tryBuild(
  env: NodeJS.ProcessEnv,
  dockerfile: string,
  options: { files?: Readonly<Record<string, string>>; run?: readonly string[] } = {},
): Promise<TryResult> {
  const context = await mkdtemp(join(tmpdir(), "workshop-try-"));
  const tag = `workshop/try-${context.slice(-6).toLowerCase()}`;
  const docker = async (...args: string[]): Promise<TryResult> => {
    const { exitCode, all } = await execa("docker", args, {
      env: { ...env, DOCKER_BUILDKIT: "1" },
      extendEnv: false,
      reject: false,
      all: true,
    });
    return { ok: exitCode === 0, output: all };
  };
  try {
    for (const [path, text] of Object.entries({ Dockerfile: dockerfile, ...options.files })) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), text);
    }
    const built = await docker("build", "--progress=plain", "--no-cache", "--network=none", "--tag", tag, context);
    if (!built.ok || options.run === undefined) return built;
    return await docker("run", "--rm", "--network=none", "--label", "workshop.test=try", tag, ...options.run);
  } finally {
    await docker("rmi", "--no-prune", tag);
    await rm(context, { recursive: true, force: true });
  }
}

/** Puts shell scripts into a folder, which then stand in for the programs of that name where PATH names it first. */
export async function putPrograms(folder: string, scripts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
}
