import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";

/** A folder for one test. */
export class Scratch implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), "workshop-class-"));

  write(path: string, content: string | Uint8Array): string {
    const at = join(this.dir, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content);
    return at;
  }

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** All files below a folder, with what is in them. */
export function contents(dir: string, path = ""): Record<string, string> {
  const found = readdirSync(join(dir, path)).flatMap((name) => {
    const inside = path === "" ? name : `${path}/${name}`;
    const isFolder = statSync(join(dir, inside)).isDirectory();
    return isFolder ? Object.entries(contents(dir, inside)) : [[inside, readFileSync(join(dir, inside), "utf8")]];
  });
  return Object.fromEntries(found) as Record<string, string>;
}

export interface ZipEntry {
  /** Bytes, where no text can say it. */
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** As Unix has it, kind included. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
}

/** A zip with whatever is asked for: archivers refuse to write what attackers do. */
export function zipOf(...entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = "", mode = 0o100644, isEncrypted = false } of entries) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const title = typeof name === "string" ? Buffer.from(name) : name;
    const common = Buffer.alloc(26);
    // Bit 0: encrypted; bit 11: the name is UTF-8.
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((isEncrypted ? 1 : 0) | (typeof name === "string" ? 0x800 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), common, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 3]);
    central.push(Buffer.concat([Buffer.from("504b0102", "hex"), made, common, rest, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("504b0506", 0, "hex");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

export interface TarEntry extends Partial<Header> {
  readonly name: string;
  readonly content?: string;
}

export async function tarOf(...entries: readonly TarEntry[]): Promise<Buffer> {
  const packing = pack();
  for (const { content = "", ...header } of entries) packing.entry(header, content);
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function tgzOf(...entries: readonly TarEntry[]): Promise<Buffer> {
  return gzipSync(await tarOf(...entries));
}
