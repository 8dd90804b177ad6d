// Runs inside a container, in the network of what is being judged. Reads one JSON question a line from stdin, writes
// one JSON answer a line to stdout: {id, value} or {id, error: {code, message}}; a watched connection writes {id, line} as
// lines come. Whatever is asked may answer anything: all that is kept of it is bounded, and every question has its time.
// resp.cjs stands before this, and both are handed to `node -e` as they stand.
const { createInterface } = require("node:readline");
const { lookup } = require("node:dns").promises;
const { readFile } = require("node:fs").promises;
const http = require("node:http");
const { askRedis, command, connection, failure } = module.exports;

const MOST_BODY = 1024 * 1024;
/** Of what many visitors read, for each: all of it goes back in one line. */
const MOST_TOGETHER = 64 * 1024;
/** Of a watched redis: longer lines are no counting, and more of them come from nobody who counts. */
const LONGEST_WATCHED = 1000;
const MOST_WATCHED = 200_000;

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const operations = {
  async resolve({ name }) {
    const found = await lookup(name, { all: true, family: 4 });
    return found.map(({ address }) => address);
  },

  http({ url, method = "GET", body = "", deadline }) {
    return new Promise((resolve, reject) => {
      const began = process.hrtime.bigint();
      const request = http.request(url, { method, agent: false }, (response) => {
        const chunks = Buffer.alloc(MOST_BODY);
        let size = 0;
        response.on("data", (chunk) => {
          if (size + chunk.length > MOST_BODY) {
            request.destroy(failure("TOO_LARGE", `it is larger than ${MOST_BODY / 1024 / 1024} MB`));
            return;
          }
          size += chunk.copy(chunks, size);
        });
        response.on("error", reject);
        response.on("end", () => {
          const seconds = Number(process.hrtime.bigint() - began) / 1e9;
          resolve({ status: response.statusCode, body: chunks.toString("base64", 0, size), seconds });
        });
      });
      const late = () => request.destroy(failure("LATE", `it was not complete within ${deadline} s`));
      const timer = setTimeout(late, deadline * 1000);
      request.on("close", () => {
        clearTimeout(timer);
        reject(failure("ECONNRESET", "the connection was closed before the whole answer was there"));
      });
      request.on("error", reject);
      request.end(Buffer.from(body, "base64"));
    });
  },

  async redis({ host, args, deadline }) {
    return toJson(await askRedis(args, { host, port: 6379, deadline }));
  },

  watch({ key, host, deadline }, id) {
    const quoted = JSON.stringify(key.toLowerCase());
    return new Promise((resolve, reject) => {
      let begun = false;
      const { socket, endless } = connection({ host, port: 6379, deadline }, (error) => {
        if (begun) say({ id, ended: error.message });
        reject(error);
      });
      const lines = new Lines(LONGEST_WATCHED);
      let watched = 0;
      socket.write(command(["MONITOR"]));
      socket.on("data", (chunk) => {
        for (const line of lines.add(chunk.toString("latin1"))) {
          if (!begun && line !== "+OK")
            return socket.destroy(failure("MALFORMED", "it is not what redis says to MONITOR"));
          if (!begun) {
            begun = true;
            endless();
            resolve(true);
          } else if (line.toLowerCase().includes(quoted)) {
            if (++watched > MOST_WATCHED) return socket.destroy(failure("TOO_LARGE", "there are too many commands"));
            say({ id, line });
          }
        }
      });
    });
  },

  connect({ host, port, deadline }) {
    return new Promise((resolve, reject) => {
      const { socket } = connection({ host, port, deadline }, reject);
      socket.on("connect", () => {
        resolve(true);
        socket.destroy();
      });
    });
  },

  async read({ host, port, say: words, deadline }) {
    const { socket, sent } = reading({ host, port, deadline });
    socket.write(Buffer.from(words, "base64"));
    return sent.finally(() => socket.destroy());
  },

  /** Each comes when the one before hears something, and nobody goes before all have heard everything, or time is up. */
  async readTogether({ host, port, visitors, deadline }) {
    const began = process.hrtime.bigint();
    const left = () => Math.max(0.001, deadline - Number(process.hrtime.bigint() - began) / 1e9);
    const all = [];
    for (let index = 0; index < visitors; index++) {
      const one = reading({ host, port, deadline: left() }, MOST_TOGETHER);
      const heard = one.sent.then(
        (value) => ({ value }),
        ({ code = "MALFORMED", message }) => ({ error: { code, message } }),
      );
      all.push({ socket: one.socket, heard });
      await Promise.race([new Promise((resolve) => one.socket.once("data", resolve)), heard]);
    }
    const answers = await Promise.all(all.map(({ heard }) => heard));
    for (const { socket } of all) socket.destroy();
    return answers;
  },

  async listening() {
    const tables = await Promise.all(
      ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => "")),
    );
    return tables.flatMap((table) => table.split("\n").slice(1).flatMap(listener));
  },
};

/** A connection, and all that comes on it until the other side has said everything: base64. It stays open on our side. */
function reading(place, mostBytes = MOST_BODY) {
  const chunks = [];
  let socket;
  const sent = new Promise((resolve, reject) => {
    const opened = connection({ ...place, allowHalfOpen: true }, reject);
    socket = opened.socket;
    let size = 0;
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) socket.destroy(failure("TOO_LARGE", `it is larger than ${mostBytes / 1024} KB`));
    });
    socket.on("end", () => {
      opened.endless();
      resolve(Buffer.concat(chunks).toString("base64"));
    });
  });
  return { socket, sent };
}

/** Takes lines out of what comes in pieces; what is longer than a line may be is passed over. */
class Lines {
  #longest;
  #rest = "";
  #skips = false;

  constructor(longest) {
    this.#longest = longest;
  }

  add(text) {
    const lines = (this.#rest + text).split("\r\n");
    this.#rest = lines.pop();
    const whole = this.#skips ? lines.slice(1) : lines;
    if (lines.length > 0) this.#skips = false;
    if (this.#rest.length > this.#longest) {
      this.#skips = true;
      this.#rest = this.#rest.endsWith("\r") ? "\r" : "";
    }
    return whole.filter((line) => line.length <= this.#longest);
  }
}

function toJson(reply) {
  if (Buffer.isBuffer(reply)) return { bytes: reply.toString("base64") };
  return Array.isArray(reply) ? reply.map(toJson) : reply;
}

// The name server that Docker itself runs inside the network of each container: 127.0.0.11, in the machine's byte order.
const DOCKER_DNS = "0B00007F";

// A line of /proc/net/tcp: index, local ADDRESS:PORT in hexadecimal, remote, state (0A is LISTEN).
function listener(line) {
  const [, local, , state] = line.trim().split(/\s+/);
  const [address, port] = (local ?? "").split(":");
  if (state !== "0A" || address === DOCKER_DNS) return [];
  const loopback = address.endsWith("0100007F") || address === "00000000000000000000000001000000";
  return [{ port: Number.parseInt(port, 16), loopback }];
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, operation, ...question } = JSON.parse(line);
  try {
    say({ id, value: await operations[operation](question, id) });
  } catch ({ code = "MALFORMED", message }) {
    say({ id, error: { code, message } });
  }
});
process.stdin.on("end", () => process.exit());
