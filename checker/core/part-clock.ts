import { GraderError } from "./errors.ts";

/**
 * Ends a part that goes on and on: each build, start and answer has a deadline of its own, and a submission could use up
 * all of them. What it waits for others is not counted.
 */
export class PartClock implements Disposable {
  readonly #controller = new AbortController();
  readonly #limit: number;
  #left: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `limit` in seconds. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit * 1000;
    this.#go();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Does not count the time of an action. */
  async without<T>(action: () => Promise<T>): Promise<T> {
    this.#left -= performance.now() - this.#since;
    clearTimeout(this.#timer);
    try {
      return await action();
    } finally {
      this.#go();
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #go(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(tooLong(this.#limit)), Math.max(0, this.#left));
    this.#timer.unref();
  }
}

/** Whose fault it is cannot be told: a busy machine and a submission that plays for time look the same. */
function tooLong(limit: number): GraderError {
  return new GraderError(
    "TOO_LONG",
    `The part was not judged within ${Math.round(limit / 60)} minutes, and was ended.`,
    "Look at which step took the time; run it again when the machine is less busy.",
  );
}
