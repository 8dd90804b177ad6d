import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { placeInside } from "./inside.ts";

/** Why a file of a submission was not read. */
export type NotRead =
  | { readonly why: "absent" | "outside" | "no-file" }
  | { readonly why: "too-large"; readonly bytes: number };

/**
 * Reads a file inside a folder: a file that is one, not larger than `most` bytes, and that no link leads out to. Links
 * inside are followed, as whoever built or started the work would.
 */
export async function readInside(root: string, path: string, most: number): Promise<Buffer | NotRead> {
  const place = await placeInside(root, path);
  if (place === undefined) return { why: "outside" };
  // Nothing waits for a pipe, and what became a link meanwhile is not followed.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(join(root, place), flags).catch(() => undefined);
  if (handle === undefined) return { why: "absent" };
  try {
    const found = await handle.stat();
    if (!found.isFile()) return { why: "no-file" };
    if (found.size > most) return { why: "too-large", bytes: found.size };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(found.size), 0, found.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
