// Runs inside a container, in the network of what is being judged. Reads one JSON question a line from stdin, writes
// one JSON answer a line to stdout: {id, value} or {id, error}; a watched connection writes {id, line} as lines come.
// Only Node's own modules: it is handed to `node -e` as it stands.
const { createInterface } = require("node:readline");
const { lookup } = require("node:dns").promises;
const { readFile } = require("node:fs").promises;
const http = require("node:http");
const net = require("node:net");

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const operations = {
  async resolve({ name }) {
    const found = await lookup(name, { all: true, family: 4 });
    return found.map(({ address }) => address);
  },

  http({ url, method = "GET", body = "", deadline }) {
    return new Promise((resolve, reject) => {
      const began = process.hrtime.bigint();
      const request = http.request(url, { method, agent: false, timeout: deadline * 1000 }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const seconds = Number(process.hrtime.bigint() - began) / 1e9;
          resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString("base64"), seconds });
        });
      });
      request.on("timeout", () => request.destroy(new Error(`no answer within ${deadline} s`)));
      request.on("error", reject);
      request.end(Buffer.from(body, "base64"));
    });
  },

  redis({ host, args, deadline }) {
    return new Promise((resolve, reject) => {
      const socket = open(host, 6379, deadline, reject);
      let received = Buffer.alloc(0);
      socket.write(command(args));
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        const reply = parse(received, 0);
        if (reply === undefined) return;
        socket.destroy();
        resolve(reply.value);
      });
    });
  },

  watch({ host, deadline }, id) {
    return new Promise((resolve, reject) => {
      const socket = open(host, 6379, deadline, reject);
      let rest = "";
      socket.write(command(["MONITOR"]));
      socket.on("data", (chunk) => {
        socket.setTimeout(0);
        const lines = (rest + chunk.toString("latin1")).split("\r\n");
        rest = lines.pop();
        for (const line of lines) {
          if (line === "+OK") resolve(true);
          else if (/"hashes"/i.test(line)) say({ id, line });
        }
      });
      socket.on("close", () => say({ id, error: "the connection to redis was closed" }));
    });
  },

  connect({ host, port, deadline }) {
    return new Promise((resolve, reject) => {
      const socket = open(host, port, deadline, reject);
      socket.on("connect", () => {
        socket.destroy();
        resolve(true);
      });
    });
  },

  async listening() {
    const tables = await Promise.all(
      ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => "")),
    );
    return tables.flatMap((table) => table.split("\n").slice(1).flatMap(listener));
  },
};

function open(host, port, deadline, reject) {
  const socket = net.connect(port, host);
  socket.setTimeout(deadline * 1000, () => socket.destroy(new Error(`no answer within ${deadline} s`)));
  socket.on("error", reject);
  return socket;
}

// The redis protocol, RESP2: https://redis.io/docs/latest/develop/reference/protocol-spec/
function command(args) {
  return `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join("")}`;
}

function parse(bytes, at) {
  const end = bytes.indexOf("\r\n", at);
  if (end < 0) return undefined;
  const [kind, text] = [String.fromCharCode(bytes[at]), bytes.toString("utf8", at + 1, end)];
  const next = end + 2;
  if (kind === "+" || kind === "-") return { value: kind + text, next };
  if (kind === ":") return { value: Number(text), next };
  if (kind === "$") {
    const length = Number(text);
    if (length < 0) return { value: null, next };
    if (bytes.length < next + length + 2) return undefined;
    return { value: bytes.toString("base64", next, next + length), next: next + length + 2 };
  }
  const items = [];
  let from = next;
  for (let index = 0; index < Number(text); index++) {
    const item = parse(bytes, from);
    if (item === undefined) return undefined;
    items.push(item.value);
    from = item.next;
  }
  return { value: items, next: from };
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
  } catch (error) {
    say({ id, error: error.code ? `${error.code}: ${error.message}` : error.message });
  }
});
process.stdin.on("end", () => process.exit());
