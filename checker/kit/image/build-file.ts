import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Plan } from "../../dockerfile/plan.ts";
import { resolved } from "../../dockerfile/resolve.ts";
import { written } from "../../dockerfile/write.ts";
import { readInside } from "../../workspace/read.ts";
import type { BuildImages } from "./build-images.ts";

const MOST_IGNORE_BYTES = 1024 * 1024;

interface Places {
  /** A folder for our own files, outside of every build context. */
  readonly scratch: string;
  /** The work, and the Dockerfile in it: no path where the text stands in the compose file. */
  readonly dir: string;
  readonly path: string | undefined;
}

/**
 * Writes the Dockerfile that the builder gets, outside of the build context: exactly what was judged. The student's own stays
 * where it is, and is copied like any other file. What the builder looks for beside a Dockerfile goes along.
 */
export async function writeBuildFile(
  plan: Plan,
  { refOf }: BuildImages,
  { scratch, dir, path }: Places,
): Promise<string> {
  const text = written(resolved(plan, refOf));
  await mkdir(scratch, { recursive: true });
  const file = join(await mkdtemp(join(scratch, "build-")), path === undefined ? "Dockerfile" : basename(path));
  await writeFile(file, text);
  if (path === undefined) return file;
  const ignore = await readInside(dir, `${path}.dockerignore`, MOST_IGNORE_BYTES);
  if (Buffer.isBuffer(ignore)) await writeFile(`${file}.dockerignore`, ignore);
  return file;
}
