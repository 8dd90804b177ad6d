import { type Entry, getFileNameLowLevel, openPromise } from "yauzl";
import { BadArchive, type Unpacking } from "./unpacking.ts";

const MADE_ON_UNIX = 3;
const KIND = 0o170000;
const FILE = 0o100000;
const FOLDER = 0o040000;

/** Names are read here and not by yauzl, which gives up at the first odd one. */
export async function unzip(path: string, unpacking: Unpacking): Promise<void> {
  const zip = await openPromise(path, { decodeStrings: false, lazyEntries: true });
  try {
    unpacking.refuseMore(zip.entryCount);
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new BadArchive("is encrypted.");
      const name = nameOf(entry);
      const { mode, kind } = kindOf(entry, name);
      await unpacking.add({
        name,
        kind,
        isProgram: (mode & 0o100) !== 0,
        open: () => zip.openReadStreamPromise(entry),
      });
    }
  } finally {
    zip.close();
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

/** Only archives made on Unix tell modes; in the others all is a file that does not end in a slash. */
function kindOf({ versionMadeBy, externalFileAttributes }: Entry, name: string) {
  const mode = versionMadeBy >>> 8 === MADE_ON_UNIX ? externalFileAttributes >>> 16 : 0;
  const kind = mode & KIND;
  if (/[/\\]$/.test(name)) return { mode, kind: "folder" } as const;
  if (kind === 0 || kind === FILE) return { mode, kind: "file" } as const;
  return { mode, kind: kind === FOLDER ? "folder" : "other" } as const;
}
