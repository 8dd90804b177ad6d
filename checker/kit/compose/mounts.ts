import { readlinkSync, type Stats } from "node:fs";
import { mkdir, mkdtemp, stat } from "node:fs/promises";
import { join } from "node:path";
import { Finding } from "../../core/errors.ts";
import type { Model } from "../../engine/compose.ts";
import { placeInside } from "../../workspace/inside.ts";
import { copyTree } from "../../workspace/tree.ts";

const MIB = 1024 * 1024;
/** Of all copies together. A folder, and each folder in it, may be mounted by themselves: then what lies deep is copied often. */
const MOST_BYTES = 1024 * MIB;
const MOST_FILES = 60_000;

/** Copies of what services mount, outside of the student's folder. What is one file or folder gets one copy. */
export class MountCopies {
  readonly #dir: string;
  readonly #folder: () => Promise<string>;
  readonly #copies = new Map<string, Promise<string>>();
  #bytes = 0;
  #files = 0;

  /** `dir` is the submission; the copies go into `folder`. */
  constructor(dir: string, folder: () => Promise<string>) {
    this.#dir = dir;
    this.#folder = folder;
  }

  /** The copy of what a path leads to. The engine would follow a link there, and so every link is resolved here, first. */
  async of(source: string): Promise<string> {
    const place = await placeInside(this.#dir, source);
    if (place === undefined) throw new Error(`${source} was judged to lie inside of the submission, and does not`);
    const copy = this.#copies.get(place) ?? this.#copy(place);
    this.#copies.set(place, copy);
    return copy;
  }

  /**
   * Each copy is new, in a folder of its own that no container sees: nothing is ever copied into what a container could
   * write to. Modes and, as root, owners are kept: a database refuses files that are not its own. Links in it stay as
   * they are written: they lead nowhere but in the container, as they do with the engine.
   */
  async #copy(place: string): Promise<string> {
    const copy = join(await mkdtemp(join(await this.#folder(), "mount-")), "copy");
    const source = join(this.#dir, place);
    // What is not there becomes an empty folder, as the engine would make one.
    if (await isThere(source))
      await copyTree(source, copy, {
        target: (at) => readlinkSync(at),
        refuses: (_, found) => {
          this.#count(found);
          return undefined;
        },
      });
    else await mkdir(copy);
    return copy;
  }

  #count(found: Stats): void {
    this.#files += 1;
    this.#bytes += found.isFile() ? found.size : 0;
    if (this.#files <= MOST_FILES && this.#bytes <= MOST_BYTES) return;
    throw new Finding("mounts-size", "The services mount far too much.", {
      expected: `at most ${MOST_BYTES / MIB} MB in ${MOST_FILES} files, in all mounts together`,
    });
  }
}

/**
 * Gives every bind mount a copy of what it mounts: a container that may write there could put a link in the place of
 * what another container mounts, or of what is built next, and lead it anywhere. Files of `configs` and `secrets` are
 * bind mounts, too. Services that share a folder go on sharing it.
 */
export async function withCopiedMounts(model: Model, copies: MountCopies): Promise<Model> {
  const services: [string, Model["services"][string]][] = [];
  for (const [name, service] of Object.entries(model.services))
    services.push([
      name,
      Array.isArray(service.volumes) ? { ...service, volumes: await bound(service.volumes, copies) } : service,
    ]);
  return {
    ...model,
    services: Object.fromEntries(services),
    ...(await filesOf(model, "configs", copies)),
    ...(await filesOf(model, "secrets", copies)),
  };
}

interface Mount {
  readonly type?: string;
  readonly source?: string;
}

async function bound(mounts: readonly Mount[], copies: MountCopies): Promise<readonly Mount[]> {
  return Promise.all(
    mounts.map(async (mount) =>
      mount.type === "bind" ? { ...mount, source: await copies.of(String(mount.source)) } : mount,
    ),
  );
}

/** What is not there stays as it is: Compose says so, and names it. */
async function filesOf(model: Model, kind: "configs" | "secrets", copies: MountCopies): Promise<object> {
  const named = model[kind] as Record<string, { readonly file?: string } | null> | undefined;
  if (named === undefined || named === null) return {};
  const copied = Object.entries(named).map(async ([name, entry]) =>
    entry?.file !== undefined && (await isThere(entry.file))
      ? [name, { ...entry, file: await copies.of(entry.file) }]
      : [name, entry],
  );
  return { [kind]: Object.fromEntries(await Promise.all(copied)) };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
