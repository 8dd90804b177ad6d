import { setTimeout as pause } from "node:timers/promises";
import { markOf, projectOf } from "./build-warden.ts";
import { FreeSpace } from "./free-space.ts";
import { type Held, HeldReader, seesProcesses } from "./held.ts";
import { KEPT, RUN } from "./labels.ts";
import { LIMIT, WHOLE } from "./limits.ts";
import type { Session } from "./session.ts";

/** Seconds between two looks: a fast disk takes a few gigabytes in that time. */
const EVERY = 1;
/** Before the second look at what is too much: mounts of a container that is being made are for a moment the machine's. */
const AGAIN = 0.2;
/** Looks at which containers run before a container of ours is started to see more: short runs go without. */
const PATIENCE = 3;
const MOST_FILES = 100_000;
const MIB = 1024 * 1024;

const ended = new Map<string, string>();

/** Why a container was ended by the checker, if it was. */
export function whyEnded(id: string): string | undefined {
  return ended.get(id);
}

interface Sized {
  readonly Id: string;
  readonly State: string;
  /** Its own layer. Files that have no name any more are not in it. */
  readonly SizeRw?: number;
}

const NOTHING: Held = { held: {}, total: 0, steps: {} };

/** Ends containers of a session that write more than they may: overlay2 has no quota of its own. */
export class DiskWatch implements AsyncDisposable {
  readonly #session: Session;
  readonly #done = new AbortController();
  readonly #watching: Promise<void>;
  readonly #space: FreeSpace;
  #reader: HeldReader | undefined;
  /** What took too much at the last look. */
  readonly #suspects = new Set<string>();
  #here = seesProcesses();
  /** Looks in a row at which something ran and nothing of it was seen. */
  #blind = 0;

  /** `builds`: bytes that the engine's disk may lose while images are built. */
  constructor(session: Session, builds?: number) {
    this.#session = session;
    this.#space = new FreeSpace(session, builds);
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
      await pause((this.#suspects.size > 0 ? AGAIN : EVERY) * 1000, undefined, { signal }).catch(() => undefined);
    }
    await this.#reader?.[Symbol.asyncDispose]();
  }

  async #look(): Promise<void> {
    await this.#space.look();
    const all = await this.#containers();
    const running = all.filter(({ State }) => State === "running");
    if (running.length === 0 && this.#session.buildingFor === undefined) return;
    const { held, total, steps } = (await this.#held(running.map(({ Id }) => Id))) ?? NOTHING;
    const before = new Set(this.#suspects);
    this.#suspects.clear();
    const isTooMuch = (name: string, bytes: number, limit: number) => {
      if (bytes > limit) this.#suspects.add(name);
      return bytes > limit && before.has(name);
    };
    for (const [name, bytes] of Object.entries(steps))
      if (isTooMuch(name, bytes, LIMIT.buildDisk))
        this.#session.endBuilds({
          of: "disk",
          why: `a step of the build had written more than ${LIMIT.buildDisk / MIB} MB`,
        });
    for (const { Id, SizeRw = 0 } of running) {
      const { bytes = 0, files = 0 } = held[Id] ?? {};
      if (isTooMuch(Id, SizeRw + bytes, LIMIT.disk))
        await this.#end(Id, `it had written more than ${LIMIT.disk / MIB} MB`);
      else if (files > MOST_FILES) await this.#end(Id, `it had opened more than ${MOST_FILES} files`);
    }
    const written = all.reduce((sum, { SizeRw = 0 }) => sum + SizeRw, total);
    if (!isTooMuch("all", written, WHOLE.disk)) return;
    const why = `all containers together had written more than ${WHOLE.disk / MIB} MB`;
    for (const { Id } of running) await this.#end(Id, why);
  }

  async #end(id: string, why: string): Promise<void> {
    if (!ended.has(id)) ended.set(id, why);
    await this.#session.docker
      .getContainer(id)
      .kill()
      .catch(() => undefined);
  }

  /** Those of the session, also those that have ended: what they wrote is there until they are removed. */
  async #containers(): Promise<readonly Sized[]> {
    const { docker, id } = this.#session;
    const labels = [`${RUN}=${id}`, `${KEPT}=${id}`];
    const lists = labels.map((label) => docker.listContainers({ all: true, size: true, filters: { label: [label] } }));
    return ((await Promise.all(lists)).flat() as Sized[]).filter(({ Id }) => Id !== this.#reader?.id);
  }

  async #held(ids: readonly string[]): Promise<Held | undefined> {
    this.#reader ??= await this.#start();
    const { buildingFor } = this.#session;
    const builds = buildingFor === undefined ? {} : { builds: await this.#ourSteps() };
    const answer = await this.#reader?.ask({ ids, enough: LIMIT.disk, ...builds });
    const isBlind = answer === undefined || (ids.length > 0 && Object.keys(answer.held).length === 0);
    this.#blind = isBlind ? this.#blind + 1 : 0;
    // A checker in a container of its own sees no others from there.
    if (this.#here && this.#reader && this.#blind >= PATIENCE) {
      await this.#reader[Symbol.asyncDispose]();
      this.#reader = undefined;
      this.#here = false;
    }
    return answer;
  }

  async #ourSteps() {
    const { DockerRootDir: root } = await this.#session.info();
    return { root, mark: markOf(projectOf(this.#session.id)), enough: LIMIT.buildDisk };
  }

  async #start(): Promise<HeldReader | undefined> {
    if (this.#here) return HeldReader.here();
    return this.#blind < PATIENCE ? undefined : HeldReader.inContainer(this.#session);
  }
}
