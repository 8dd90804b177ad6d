import { createWriteStream } from "node:fs";
import { mkdir, realpath, symlink } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { MOST_BYTES, MOST_FILES } from "../../workspace/budget.ts";
import { refusedFile } from "../folder.ts";
import { invalid } from "./refused.ts";

const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Unpacks a build context, plain or compressed by gzip, into a new folder. Nothing is written through a link, and nothing but
 * files, folders and links: those may lead anywhere, and are for whoever copies the folder.
 */
export async function unpack(archive: Readable, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const root = await realpath(to);
  const entries = extract();
  const sent = pipeline(await plain(archive), entries).catch((error: unknown) => error);
  let [bytes, files] = [0, 0];
  try {
    for await (const entry of entries) {
      const { name, type, size = 0, linkname = "", mode = 0o644 } = entry.header;
      bytes += size;
      files += 1;
      if (bytes > MOST_BYTES) throw refusedFile({ path: ".", code: "total-size" });
      if (files > MOST_FILES) throw refusedFile({ path: ".", code: "file-count" });
      const path = posix.normalize(`/${name}`).slice(1).replace(/\/$/, "");
      if (path === "") {
        entry.resume();
        continue;
      }
      const place = join(root, path);
      await mkdir(dirname(place), { recursive: true });
      if ((await realpath(dirname(place))) !== dirname(place)) throw invalid(`${name} lies behind a link`);
      if (type === "directory") await mkdir(place, { recursive: true });
      else if (type === "symlink") await symlink(linkname, place);
      else if (type === "file") {
        await pipeline(entry, createWriteStream(place, { flags: "wx", mode: (mode & 0o777) | 0o600 }));
        continue;
      }
      entry.resume();
    }
  } catch (error) {
    archive.resume();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOTDIR") throw invalid("the build context names a path twice");
    throw error;
  }
  const failure = await sent;
  if (failure !== undefined) throw invalid(`the build context cannot be read: ${(failure as Error).message}`);
}

async function plain(archive: Readable): Promise<Readable> {
  const ahead = new PassThrough();
  archive.on("error", (error) => ahead.destroy(error)).pipe(ahead);
  const first = await firstOf(ahead);
  if (!first.subarray(0, 2).equals(GZIP)) return ahead;
  const unzipped = createGunzip();
  ahead.on("error", (error) => unzipped.destroy(error)).pipe(unzipped);
  return unzipped;
}

/** The first bytes, which stay to be read. */
async function firstOf(stream: Readable): Promise<Buffer> {
  for (;;) {
    const chunk = stream.read() as Buffer | null;
    if (chunk !== null) {
      stream.unshift(chunk);
      return chunk;
    }
    if (stream.readableEnded) return Buffer.alloc(0);
    await new Promise<void>((resolve) => {
      stream.once("readable", resolve).once("end", resolve);
    });
  }
}
