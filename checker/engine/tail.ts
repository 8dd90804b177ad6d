/** The last `limit` bytes of a stream, and the first `head` bytes of a longer one. */
export class Tail {
  readonly #limit: number;
  readonly #head: number;
  #beginning: Buffer[] = [];
  #begun = 0;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number, head = 0) {
    this.#limit = limit;
    this.#head = head;
  }

  add(bytes: Buffer): void {
    const beginning = bytes.subarray(0, this.#head - this.#begun);
    if (this.#begun < this.#head) this.#beginning.push(beginning);
    const chunk = this.#begun < this.#head ? bytes.subarray(beginning.length) : bytes;
    this.#begun = Math.min(this.#head, this.#begun + bytes.length);
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= 2 * this.#limit) return;
    this.#chunks = [this.#bytes()];
    this.#size = this.#limit;
  }

  text(): string {
    return Buffer.concat([...this.#beginning, this.#bytes()]).toString("utf8");
  }

  #bytes(): Buffer {
    return Buffer.concat(this.#chunks).subarray(-this.#limit);
  }
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
