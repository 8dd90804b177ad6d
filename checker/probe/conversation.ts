/** A TCP segment as tap-script.py tells of it; addresses are `ADDRESS/PORT`. */
export interface Segment {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly seq: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly data: Buffer;
}

/** Bytes of one side of a connection, and when their last one was there. */
export interface Piece {
  readonly at: number;
  readonly data: Buffer;
}

const WRAP = 2 ** 32;
/** Segments that may wait for one that is missing. */
const MOST_WAITING = 1000;

/** One side of a connection: its segments in their order, each byte once. */
class Side {
  readonly pieces: Piece[] = [];
  readonly #waiting = new Map<number, Piece>();
  #next: number | undefined;

  hear({ at, seq, syn, data }: Segment): void {
    if (syn) {
      this.#next = (seq + 1) % WRAP;
      return;
    }
    if (data.length === 0) return;
    this.#next ??= seq;
    const ahead = (seq - this.#next + WRAP) % WRAP;
    if (ahead === 0) this.#append({ at, data });
    else if (ahead > WRAP / 2) this.#again({ at, data }, WRAP - ahead);
    else if (this.#waiting.size < MOST_WAITING) this.#waiting.set(seq, { at, data });
  }

  /** Sent once more: what has been heard already is cut off. */
  #again({ at, data }: Piece, known: number): void {
    if (known < data.length) this.#append({ at, data: data.subarray(known) });
  }

  #append(piece: Piece): void {
    this.pieces.push(piece);
    this.#next = ((this.#next ?? 0) + piece.data.length) % WRAP;
    const next = this.#waiting.get(this.#next);
    this.#waiting.delete(this.#next);
    if (next) this.#append({ at: Math.max(next.at, piece.at), data: next.data });
  }
}

/** A TCP connection: what the client has said, and the server. */
export class Conversation {
  readonly client: string;
  readonly server: string;
  readonly #sides: Readonly<Record<"client" | "server", Side>> = { client: new Side(), server: new Side() };

  /** The lower port is the server's: clients get one of the high ones. */
  constructor({ from, to }: Segment) {
    [this.client, this.server] = portOf(from) > portOf(to) ? [from, to] : [to, from];
  }

  hear(segment: Segment): void {
    this.#sides[segment.from === this.client ? "client" : "server"].hear(segment);
  }

  get said(): readonly Piece[] {
    return this.#sides.client.pieces;
  }

  get answered(): readonly Piece[] {
    return this.#sides.server.pieces;
  }
}

export function portOf(address: string): number {
  return Number(address.split("/")[1]);
}

/** Sorts segments into conversations. A port that is used again begins a new one. */
export class Conversations {
  readonly all: Conversation[] = [];
  readonly #open = new Map<string, Conversation>();

  hear(segment: Segment): void {
    const key = [segment.from, segment.to].sort().join(" ");
    const known = this.#open.get(key);
    // The server begins its side, too: that is no new connection.
    const isNew = known === undefined || (segment.syn && segment.from === known.client && known.said.length > 0);
    const conversation = isNew ? new Conversation(segment) : known;
    if (isNew) {
      this.all.push(conversation);
      this.#open.set(key, conversation);
    }
    conversation.hear(segment);
  }
}
