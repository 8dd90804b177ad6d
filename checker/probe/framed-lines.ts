/** Far more than a script of ours sends in one line or the engine in one frame. */
const MOST_BYTES = 16 * 1024 * 1024;
const STDOUT = 1;
const NEWLINE = 10;
/** Of what it wrote to stderr, for people. */
const LAST_WORDS = 2000;

/**
 * Takes the engine's frames apart (see engine/demultiplex.ts), then the lines of stdout, in whatever pieces they come. Throws
 * when a frame or a line is too long for a script of ours: then nothing that follows can be trusted.
 */
export class FramedLines {
  /** The last that was written to stderr: why a script ended. */
  lastWords = "";
  #rest: Buffer = Buffer.alloc(0);
  #line: Buffer[] = [];
  #size = 0;

  read(chunk: Buffer): readonly string[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lines: string[] = [];
    while (this.#rest.length >= 8) {
      const end = 8 + this.#rest.readUInt32BE(4);
      if (end > MOST_BYTES) throw new Error("the frame is too large");
      if (this.#rest.length < end) break;
      const payload = this.#rest.subarray(8, end);
      if (this.#rest[0] === STDOUT) this.#split(payload, lines);
      else this.lastWords = (this.lastWords + payload.toString("utf8")).slice(-LAST_WORDS);
      this.#rest = this.#rest.subarray(end);
    }
    return lines;
  }

  #split(payload: Buffer, lines: string[]): void {
    let from = 0;
    for (let end = payload.indexOf(NEWLINE); end >= 0; end = payload.indexOf(NEWLINE, from)) {
      lines.push(Buffer.concat([...this.#line, payload.subarray(from, end)]).toString("utf8"));
      this.#line = [];
      this.#size = 0;
      from = end + 1;
    }
    this.#line.push(payload.subarray(from));
    this.#size += payload.length - from;
    if (this.#size > MOST_BYTES) throw new Error("the line is too long");
  }
}
