import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { KEPT, RUN } from "./labels.ts";
import { LIMIT } from "./limits.ts";
import type { Session } from "./session.ts";

/** Seconds between two looks: a fast disk takes a few gigabytes in that time. */
const EVERY = 1;
/** What a file or folder takes at least, whatever is in it. */
const LEAST = 4096;

const ended = new Map<string, string>();

/** Why a container was ended by the checker, if it was. */
export function whyEnded(id: string): string | undefined {
  return ended.get(id);
}

/** Ends containers of a session that write more than they may: overlay2 has no quota of its own. */
export class DiskWatch implements AsyncDisposable {
  readonly #session: Session;
  readonly #volumes = new Map<string, string>();
  readonly #done = new AbortController();
  readonly #watching: Promise<void>;

  constructor(session: Session) {
    this.#session = session;
    this.#watching = this.#watch();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#done.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#done;
    while (!signal.aborted) {
      // An engine that is away is noticed elsewhere.
      await this.#look().catch(() => undefined);
      await pause(EVERY * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { docker, id } = this.#session;
    for (const label of [`${RUN}=${id}`, `${KEPT}=${id}`]) {
      const running = (await docker.listContainers({ size: true, filters: { label: [label] } })) as Sized[];
      for (const container of running)
        if ((await this.#written(container)) > LIMIT.disk) {
          ended.set(container.Id, `it had written more than ${LIMIT.disk / 1024 / 1024} MB`);
          await docker.getContainer(container.Id).kill();
        }
    }
  }

  /** In bytes: its own layer, and what it mounts, where that can be read from here. */
  async #written({ SizeRw = 0, Mounts }: Sized): Promise<number> {
    let sum = SizeRw;
    for (const { Name, Source } of Mounts) {
      if (sum > LIMIT.disk) break;
      sum += await sizeOf(Name === undefined ? Source : await this.#folderOf(Name), LIMIT.disk - sum);
    }
    return sum;
  }

  /** A list of containers does not tell where their volumes are. */
  async #folderOf(volume: string): Promise<string> {
    const known = this.#volumes.get(volume);
    if (known !== undefined) return known;
    const { Mountpoint } = await this.#session.docker.getVolume(volume).inspect();
    this.#volumes.set(volume, Mountpoint);
    return Mountpoint;
  }
}

interface Sized {
  readonly Id: string;
  readonly SizeRw?: number;
  readonly Mounts: readonly { readonly Type?: string; readonly Name?: string; readonly Source: string }[];
}

/** Stops counting once it is more than `enough`. */
async function sizeOf(path: string, enough: number): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return 0;
  let sum = Math.max(LEAST, found.blocks * 512);
  if (!found.isDirectory()) return sum;
  for (const name of await readdir(path).catch(() => [])) {
    if (sum > enough) return sum;
    sum += await sizeOf(join(path, name), enough - sum);
  }
  return sum;
}
