import type Docker from "dockerode";
import { pack } from "tar-stream";
import { GraderError } from "../core/errors.ts";
import { engineError } from "./errors.ts";

/** What has to find room for the engine's disk to count as not full. */
const BYTES = 64 * 1024 * 1024;

/**
 * Whether the engine can write to its disk, found out by writing. A program that ran in a build may say "no space left" as
 * well, of a disk of its own or of none at all.
 */
export async function hasRoom(
  docker: Docker,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<boolean> {
  const archive = pack();
  archive.entry({ name: "room" }, Buffer.alloc(BYTES));
  archive.finalize();
  const changes = Object.entries(labels).map(([key, value]) => `LABEL ${JSON.stringify(key)}=${JSON.stringify(value)}`);
  try {
    const progress = await docker.importImage(archive as unknown as NodeJS.ReadableStream, { repo: name, changes });
    for await (const _ of progress);
    await docker.getImage(name).remove({ force: true });
    return true;
  } catch (error) {
    const known = engineError(error);
    if (known instanceof GraderError && known.code !== "NO_SPACE") throw known;
    // A full disk is told in many ways: "no space left on device", "unexpected EOF", an image that is not there.
    return false;
  }
}
