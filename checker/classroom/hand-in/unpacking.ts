import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { placeOf } from "./place.ts";

const MIB = 1024 * 1024;

/** What an archive may hold. */
export interface Limits {
  readonly entries: number;
  readonly bytes: number;
}

/** Of one student, and of a whole class with everything that it handed in. */
export const LIMITS = {
  student: { entries: 50_000, bytes: 512 * MIB },
  class: { entries: 200_000, bytes: 8192 * MIB },
} as const satisfies Record<string, Limits>;

/** An archive that packs better than this holds one byte over and over. Small ones may. */
const MOST_RATIO = 100;
const SMALL = 32 * MIB;
/** What was left out is told so often, and then counted. */
const MOST_TOLD = 10;

/** The archive as a whole cannot be taken; the message goes on after its name: "alice.zip is encrypted." */
export class BadArchive extends Error {}

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
  readonly isProgram: boolean;
  readonly open: () => Promise<AsyncIterable<Buffer>>;
}

/**
 * Writes the entries of an archive below a new folder. It makes files and folders and nothing else, so no entry can lead another
 * one out; whatever the archive says about sizes, what is written is what is counted.
 */
export class Unpacking {
  readonly #to: string;
  readonly #limits: Limits;
  readonly #packedBytes: number;
  /** By the path as systems see it that do not tell cases apart. */
  readonly #kinds = new Map<string, { readonly path: string; readonly kind: Entry["kind"] }>();
  readonly #notes: string[] = [];
  #leftOut = 0;
  #entries = 0;
  #bytes = 0;

  constructor(to: string, limits: Limits, packedBytes: number) {
    this.#to = to;
    this.#limits = limits;
    this.#packedBytes = packedBytes;
  }

  get notes(): readonly string[] {
    const rest = this.#leftOut - this.#notes.length;
    return rest > 0 ? [...this.#notes, `${rest} more entries were left out.`] : this.#notes;
  }

  /** Said before anything is written, where an archive tells how many entries it has. */
  refuseMore(entries: number): void {
    if (entries > this.#limits.entries) throw new BadArchive(`holds more than ${this.#limits.entries} entries.`);
  }

  async add({ name, kind, isProgram, open }: Entry): Promise<void> {
    this.#entries += 1;
    this.refuseMore(this.#entries);
    const place = placeOf(name);
    if (place === undefined) return;
    const why = "leftOut" in place ? place.leftOut : this.#refuses(place.path, kind);
    if (why !== undefined) return this.#leave(name, why);
    const path = "path" in place ? place.path : "";
    const target = join(this.#to, path);
    await mkdir(kind === "folder" ? target : dirname(target), { recursive: true });
    this.#remember(path, kind);
    if (kind === "folder") return;
    const file = createWriteStream(target, { flags: "wx", mode: isProgram ? 0o755 : 0o644 });
    await pipeline(await open(), (chunks: AsyncIterable<Buffer>) => this.#counted(chunks), file);
  }

  /** Why an entry cannot stand beside those that came before it. */
  #refuses(path: string, kind: Entry["kind"]): string | undefined {
    if (kind === "other") return "it is a link or a device";
    const above = foldersAbove(path).map((folder) => this.#kinds.get(keyOf(folder)));
    if (above.some((found) => found?.kind === "file")) return "a file stands where its folder would be";
    const spelled = [path, ...foldersAbove(path)].find((one) => (this.#kinds.get(keyOf(one))?.path ?? one) !== one);
    if (spelled !== undefined) return `it differs from "${this.#kinds.get(keyOf(spelled))?.path}" only in its capitals`;
    const same = this.#kinds.get(keyOf(path));
    return same === undefined || (same.kind === "folder" && kind === "folder") ? undefined : "it is there twice";
  }

  #remember(path: string, kind: Entry["kind"]): void {
    for (const folder of foldersAbove(path)) this.#kinds.set(keyOf(folder), { path: folder, kind: "folder" });
    this.#kinds.set(keyOf(path), { path, kind });
  }

  #leave(name: string, why: string): void {
    this.#leftOut += 1;
    if (this.#notes.length < MOST_TOLD) this.#notes.push(`"${name}" was left out of the archive: ${why}.`);
  }

  async *#counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#bytes += chunk.length;
      if (this.#bytes > this.#limits.bytes)
        throw new BadArchive(`unpacks to more than ${this.#limits.bytes / MIB} MB.`);
      if (this.#bytes > SMALL && this.#bytes > this.#packedBytes * MOST_RATIO)
        throw new BadArchive(`unpacks to more than ${MOST_RATIO} times its size.`);
      yield chunk;
    }
  }
}

function keyOf(path: string): string {
  return path.toLowerCase();
}

/** `a` and `a/b` for `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}
