import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import type { Unpacking } from "./unpacking.ts";

const KINDS: Readonly<Record<string, "file" | "folder">> = {
  file: "file",
  "contiguous-file": "file",
  directory: "folder",
};

export async function untar(path: string, isZipped: boolean, unpacking: Unpacking): Promise<void> {
  const source = createReadStream(path);
  const entries = extract();
  const failed = (error: Error) => entries.destroy(error);
  source.on("error", failed);
  if (isZipped) source.pipe(createGunzip().on("error", failed)).pipe(entries);
  else source.pipe(entries);
  try {
    for await (const entry of entries) {
      const { name, type, mode } = entry.header;
      const kind = KINDS[type ?? "file"] ?? "other";
      await unpacking.add({
        name,
        kind,
        isProgram: ((mode ?? 0) & 0o100) !== 0,
        open: async () => entry as AsyncIterable<Buffer>,
      });
      entry.resume();
    }
  } finally {
    source.destroy();
  }
}
