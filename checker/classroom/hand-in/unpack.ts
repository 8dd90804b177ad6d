import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readIfThere } from "../files.ts";
import { untar } from "./tar.ts";
import { BadArchive, type Limits, Unpacking } from "./unpacking.ts";
import { unzip } from "./zip.ts";

export interface Unpacked {
  readonly dir: string;
  /** What was left out of it, and why. */
  readonly notes: readonly string[];
}

/** Whether a file's name says that it is an archive, of a kind that we know or not. */
export function isArchiveName(name: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz|7z|rar|tar\.(bz2|xz|zst)|tbz2?|txz)$/i.test(name);
}

/**
 * Unpacks an archive into a folder that is named after its content: the same archive is unpacked once. Throws BadArchive, with
 * nothing left behind.
 */
export async function unpack(archive: string, into: string, limits: Limits): Promise<Unpacked> {
  const home = join(into, (await digestOfFile(archive)).slice(0, 32));
  const dir = join(home, "files");
  const notes = await readIfThere(join(home, "notes.json"));
  if (notes !== undefined) return { dir, notes: JSON.parse(notes.toString("utf8")) as string[] };
  const draft = `${home}.${process.pid}.draft`;
  await rm(home, { recursive: true, force: true });
  await mkdir(join(draft, "files"), { recursive: true });
  try {
    const unpacking = new Unpacking(join(draft, "files"), limits, (await stat(archive)).size);
    await readArchive(archive, unpacking);
    await writeFile(join(draft, "notes.json"), JSON.stringify(unpacking.notes));
    await rename(draft, home);
    return { dir, notes: unpacking.notes };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function readArchive(archive: string, unpacking: Unpacking): Promise<void> {
  const read = readerOf(await beginningOf(archive));
  try {
    await read(archive, unpacking);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A full disk is not the archive's fault.
    if (error instanceof BadArchive || ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EMFILE"].includes(code ?? ""))
      throw error;
    throw new BadArchive(`cannot be unpacked: ${(error as Error).message}.`);
  }
}

type Reader = (archive: string, unpacking: Unpacking) => Promise<void>;

/** By what a file begins with: names of archives are often wrong. */
function readerOf(beginning: Buffer): Reader {
  const begins = (hex: string) => beginning.subarray(0, hex.length / 2).equals(Buffer.from(hex, "hex"));
  if (begins("504b0304") || begins("504b0506")) return unzip;
  if (begins("1f8b")) return (archive, unpacking) => untar(archive, true, unpacking);
  if (beginning.subarray(257, 262).equals(Buffer.from("ustar"))) return (archive, to) => untar(archive, false, to);
  if (begins("52617221")) throw new BadArchive("is a RAR archive; zip, tar and tar.gz can be read.");
  if (begins("377abcaf271c")) throw new BadArchive("is a 7z archive; zip, tar and tar.gz can be read.");
  throw new BadArchive("is no zip, tar or tar.gz archive.");
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
