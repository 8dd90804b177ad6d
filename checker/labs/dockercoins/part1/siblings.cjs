// Stands in for rng and hasher beside a worker: answers as they do, at once, and remembers what it was asked. Handed to
// `node -e` as it stands. Every other answer of rng is a coin, so that nobody has to wait for luck.
const { createHash, randomBytes } = require("node:crypto");
const http = require("node:http");

const MOST_BYTES = 65536;
/** What is remembered: far more questions than a worker asks, and far more of each than it has to say. */
const MOST_ASKED = 2000;
const REMEMBERED = 200;
const asked = [];
let answers = 0;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function bytesThat(beCoin) {
  for (;;) {
    const bytes = randomBytes(32);
    if (sha256(bytes).startsWith("0") === beCoin) return bytes;
  }
}

function answer(host, method, url, body) {
  if (method === "GET" && url === "/asked") return JSON.stringify(asked);
  const entry = {
    host: host.slice(0, REMEMBERED),
    method,
    url: url.slice(0, REMEMBERED),
    body: body.toString("hex", 0, REMEMBERED),
    answer: "",
    at: performance.now() / 1000,
  };
  if (asked.length < MOST_ASKED) asked.push(entry);
  if (method === "POST" && host === "hasher") {
    entry.answer = sha256(body);
    return entry.answer;
  }
  const bytes = url === "/32" ? bytesThat(answers++ % 2 === 0) : randomBytes(1);
  entry.answer = bytes.toString("hex");
  return bytes;
}

http
  .createServer((request, response) => {
    const chunks = [];
    let size = 0;
    request.on("data", (chunk) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
    });
    request.on("end", () => {
      const host = (request.headers.host ?? "").split(":")[0];
      response.end(answer(host, request.method, request.url, Buffer.concat(chunks)));
    });
  })
  .listen(80);
