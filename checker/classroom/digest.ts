import { createHash, type Hash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { isJunk } from "./junk.ts";

/** Bytes. */
const AT_ONCE = 1024 * 1024;

/** One text for several, of which no two lists give the same. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest("hex");
}

/**
 * What a folder holds: names, contents, links as what they say, and whether a file can be executed. `skips` leaves out what has no
 * part in it. Nothing is read through a link.
 */
export async function digestOfFolder(root: string, skips: (name: string) => boolean = () => false): Promise<string> {
  const hash = createHash("sha256");
  await addFolder(hash, root, "", (name) => isJunk(name) || skips(name));
  return hash.digest("hex");
}

async function addFolder(hash: Hash, folder: string, path: string, skips: (name: string) => boolean): Promise<void> {
  for (const name of (await readdir(folder)).filter((name) => !skips(name)).sort()) {
    const at = join(folder, name);
    const found = await lstat(at);
    const inside = `${path}/${name}`;
    if (found.isDirectory()) await addFolder(hash, at, inside, skips);
    else if (found.isSymbolicLink()) add(hash, "link", inside, Buffer.from(await readlink(at)));
    else if (found.isFile()) await addFile(hash, at, inside, found);
    else add(hash, "other", inside, Buffer.alloc(0));
  }
}

/** Small files are read at once; of large ones a piece after the other, however large. */
async function addFile(hash: Hash, at: string, path: string, { mode, size }: Stats): Promise<void> {
  const kind = mode & 0o100 ? "program" : "file";
  if (size < AT_ONCE) return add(hash, kind, path, await contentOf(at));
  add(hash, kind, path, Buffer.from(String(size)));
  try {
    for await (const piece of createReadStream(at)) hash.update(piece as Buffer);
  } catch (error) {
    hash.update(`unreadable: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** What cannot be read is not judged either: it says so itself. */
async function contentOf(path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => Buffer.from(`unreadable: ${error.code}`));
}

function add(hash: Hash, kind: string, path: string, content: Buffer): void {
  hash
    .update(`${kind} ${Buffer.byteLength(path)} ${content.length}\n`)
    .update(path)
    .update(content);
}
