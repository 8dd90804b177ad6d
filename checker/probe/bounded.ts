/** Collects bytes up to a limit, in one piece of memory: many tiny chunks cost no more than what is in them. */
export class Bounded {
  readonly #limit: number;
  #bytes = Buffer.alloc(0);
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when they do not fit any more; then nothing of them is kept. */
  add(chunk: Buffer): boolean {
    const size = this.#size + chunk.length;
    if (size > this.#limit) return false;
    if (size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.min(this.#limit, Math.max(4096, 2 * size)));
      this.#bytes.copy(larger, 0, 0, this.#size);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#size);
    this.#size = size;
    return true;
  }

  get size(): number {
    return this.#size;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}
