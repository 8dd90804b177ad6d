// The redis protocol, RESP2, as a client speaks it to somebody who cannot be trusted: strict, and bounded in bytes, items,
// depth and time. Source: https://redis.io/docs/latest/develop/reference/protocol-spec/
// Only Node's own modules: it runs in the checker, and stands before agent-script.cjs in the probe's container.
const net = require("node:net");

const MOST_BYTES = 1024 * 1024;
const LONGEST_LINE = 64 * 1024;
const MOST_ITEMS = 50_000;
const DEEPEST = 4;

/** An error with a code; both sides of the probe know it as a `NoAnswer`. */
function failure(code, reason) {
  return Object.assign(new Error(reason), { code });
}

function command(args) {
  return `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join("")}`;
}

function integer(text, least) {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) throw failure("MALFORMED", "it is not what redis says: a number or a length that cannot be");
  return value;
}

/**
 * Reads one reply from chunks as they come: `read` gives `{ value }` once it is whole. Statuses come as text, strings as
 * Buffer, integers as number, nothing as null; an error of redis is thrown, as is what is no reply at all.
 */
class ReplyReader {
  #bytes = Buffer.alloc(0);
  #at = 0;
  #searched = 0;
  #items = 0;
  #open = [];

  read(chunk) {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    if (this.#bytes.length > MOST_BYTES) throw failure("TOO_LARGE", `it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
    for (;;) {
      const value = this.#one();
      if (value === undefined) return undefined;
      const whole = this.#placed(value);
      if (whole !== undefined) return { value: whole };
    }
  }

  /** The next value that is whole, a list without its items; undefined when more bytes are needed. */
  #one() {
    const end = this.#bytes.indexOf("\r\n", Math.max(this.#at, this.#searched - 1));
    this.#searched = this.#bytes.length;
    const length = (end < 0 ? this.#bytes.length : end) - this.#at;
    if (length > LONGEST_LINE) throw failure("MALFORMED", "it is not what redis says: a line without an end");
    if (length > 0 && !"+-:$*".includes(String.fromCharCode(this.#bytes[this.#at])))
      throw failure("MALFORMED", "it is not what redis says");
    if (end < 0) return undefined;
    const kind = String.fromCharCode(this.#bytes[this.#at]);
    const text = this.#bytes.toString("utf8", this.#at + 1, end);
    const next = end + 2;
    if (kind === "$") return this.#string(integer(text, -1), next);
    this.#next(next);
    if (kind === "+") return text;
    if (kind === "-") throw failure("REFUSED", `redis says: ${text.slice(0, 300)}`);
    if (kind === ":") return integer(text, Number.NEGATIVE_INFINITY);
    if (kind !== "*") throw failure("MALFORMED", "it is not what redis says");
    const wanted = integer(text, -1);
    if (this.#open.length >= DEEPEST) throw failure("MALFORMED", "it is not what redis says: lists in lists in lists");
    this.#items += Math.max(0, wanted);
    if (this.#items > MOST_ITEMS) throw failure("TOO_LARGE", `it has more than ${MOST_ITEMS} items`);
    return wanted < 0 ? null : { items: [], wanted };
  }

  #string(length, from) {
    if (length < 0) {
      this.#next(from);
      return null;
    }
    if (length > MOST_BYTES) throw failure("TOO_LARGE", `it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
    const to = from + length;
    if (this.#bytes.length < to + 2) {
      this.#searched = 0;
      return undefined;
    }
    if (this.#bytes.toString("latin1", to, to + 2) !== "\r\n")
      throw failure("MALFORMED", "it is not what redis says: a string of another length");
    this.#next(to + 2);
    return this.#bytes.subarray(from, to);
  }

  #next(at) {
    this.#at = at;
    this.#searched = at;
  }

  /** Puts a value where it belongs; gives the whole reply once nothing of it is missing. */
  #placed(value) {
    let placed = value;
    for (;;) {
      if (placed?.wanted > placed?.items?.length) {
        this.#open.push(placed);
        return undefined;
      }
      const done = placed?.items ?? placed;
      const list = this.#open.at(-1);
      if (list === undefined) return done;
      list.items.push(done);
      if (list.items.length < list.wanted) return undefined;
      placed = this.#open.pop();
    }
  }
}

/** Opens a connection that closes itself after so many seconds, whatever is sent; `failed` hears why it closed. */
function connection({ host, port, deadline, allowHalfOpen = false }, failed) {
  const socket = net.connect({ port, host, allowHalfOpen });
  const late = () => socket.destroy(failure("LATE", `it was not complete within ${deadline} s`));
  const timer = setTimeout(late, deadline * 1000);
  socket.on("error", failed);
  socket.on("close", () => {
    clearTimeout(timer);
    failed(failure("ECONNRESET", "the connection was closed before the whole answer was there"));
  });
  return { socket, endless: () => clearTimeout(timer) };
}

/** Asks redis one command, on a connection of its own. */
function askRedis(args, place) {
  return new Promise((resolve, reject) => {
    const { socket } = connection(place, reject);
    const reader = new ReplyReader();
    socket.write(command(args));
    socket.on("data", (chunk) => {
      try {
        const reply = reader.read(chunk);
        if (reply === undefined) return;
        resolve(reply.value);
      } catch (error) {
        reject(error);
      }
      socket.destroy();
    });
  });
}

module.exports = { askRedis, command, connection, failure, ReplyReader };
