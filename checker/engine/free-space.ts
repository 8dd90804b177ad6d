import { statfs } from "node:fs/promises";
import { GraderError } from "../core/errors.ts";
import { LIMIT } from "./limits.ts";
import type { Session } from "./session.ts";

const GIB = 1024 ** 3;

/**
 * Ends builds while which the engine's disk loses far more room than honest ones take. Layers that copy each other are no
 * step's and no image's, so only the disk shows them. Whose they are cannot be told where several are judged at once: nobody
 * is blamed.
 */
export class FreeSpace {
  readonly #session: Session;
  readonly #limit: number;
  /** Bytes that were free when the builds that go on began. */
  #before: number | undefined;

  /** `limit` in bytes. */
  constructor(session: Session, limit: number = LIMIT.builds) {
    this.#session = session;
    this.#limit = limit;
  }

  async look(): Promise<void> {
    if (this.#session.buildingFor === undefined) {
      this.#before = undefined;
      return;
    }
    const free = await this.#free();
    if (free === undefined) return;
    this.#before = Math.max(this.#before ?? 0, free);
    if (this.#before - free <= this.#limit) return;
    this.#session.endBuilds(
      new GraderError(
        "NO_SPACE",
        `The engine's disk lost more than ${(this.#limit / GIB).toFixed(0)} GB while images were built, so the builds were ended.`,
        "Look at what the Dockerfiles copy from stage to stage, and run the check again when nothing else fills this disk.",
      ),
    );
  }

  /** Nothing where the engine's folder is not on this machine (Docker Desktop). */
  async #free(): Promise<number | undefined> {
    const { DockerRootDir } = await this.#session.info();
    return statfs(DockerRootDir).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => undefined,
    );
  }
}
