import { all, type Edit, failing, replace, write } from "../../../../kit/answers/answers.ts";
import { node, python, redisMethod, ruby } from "../patches.ts";

const part = "part1";

/** Does what rng.py does, and is not rng.py. */
export const FAKE_RNG = `import os, time
from http.server import BaseHTTPRequestHandler, HTTPServer
class Dice(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"rng\\n"
        if self.path != "/":
            time.sleep(0.1)
            body = os.urandom(int(self.path[1:]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
HTTPServer(("", 80), Dice).serve_forever()
`;

/** Does what worker.py does, and is not worker.py. */
export const FAKE_WORKER = `import time, requests
from redis import Redis
redis = Redis("redis")
while True:
    try:
        time.sleep(0.1)
        data = requests.get("http://rng/32").content
        digest = requests.post("http://hasher/", data=data).text
        if digest.startswith("0"):
            redis.hset("wallet", digest, data)
        redis.incrby("hashes", 1)
    except Exception as error:
        print(error, flush=True)
        time.sleep(1)
`;

const FAKE_HASHER = `require "digest"
run lambda { |env|
  sleep 0.1 if env["REQUEST_METHOD"] == "POST"
  [200, { "content-type" => "text/plain" }, [Digest::SHA256.hexdigest(env["rack.input"]&.read.to_s)]]
}
`;

const FAKE_WEBUI = `const express = require("express"), redis = require("redis").createClient({ host: "redis" });
redis.on("error", () => {});
express().get("/", (_, answer) => answer.redirect("/index.html")).use(express.static("files")).get("/json", (_, answer) =>
  redis.hlen("wallet", (_, coins) => redis.get("hashes", (_, hashes) => answer.json({ coins, hashes, now: Date.now() / 1000 })))
).listen(80);
`;

/** Puts a program beside the given code, and starts it. */
const beside = (service: string, given: string, file: string, text: string, command: string): Edit =>
  all(
    write(`${service}/${file}`, text),
    (draft) => {
      const path = `${service}/Dockerfile`;
      const copies = draft.read(path).includes(`COPY ${given} .`);
      if (copies) draft.replace(path, `COPY ${given} .`, `COPY ${given} ${file} ./`);
    },
    replace(`${service}/Dockerfile`, /CMD.*/, `CMD ${command}`),
  );

const rng = [
  ...failing(
    part,
    "rng: the container runs the given rng.py",
    {
      title: "cheat: another program beside the given one",
      says: /does its work without the given rng\.py/,
      edit: beside("rng", "rng.py", "dice.py", FAKE_RNG, '["python", "dice.py"]'),
    },
    {
      title: "cheat: another program that is given the given one's name as its argument",
      says: /does its work without the given rng\.py/,
      edit: beside("rng", "rng.py", "dice.py", FAKE_RNG, '["python", "dice.py", "rng.py"]'),
    },
    {
      title: "cheat: another program, and the given one as a decoy that comes too late for the port",
      says: /does its work without the given rng\.py/,
      edit: beside(
        "rng",
        "rng.py",
        "dice.py",
        FAKE_RNG,
        "python dice.py & sleep 1; while true; do python rng.py; done",
      ),
    },
    {
      title: "cheat: a program loaded before the given one, which never gets its turn",
      says: /does its work without the given rng\.py/,
      edit: python("rng", 'exec("""', FAKE_RNG.replaceAll("\\", "\\\\"), '""")'),
    },
    {
      title: "cheat: another program by the given one's name",
      says: /\/app\/rng\.py is another file/,
      edit: all(write("rng/dice.py", FAKE_RNG), replace("rng/Dockerfile", "COPY rng.py .", "COPY dice.py rng.py")),
    },
    {
      title: "cheat: no given code at all",
      says: /no file with the given code/,
      edit: all(
        write("rng/dice.py", FAKE_RNG),
        replace("rng/Dockerfile", "COPY rng.py .", "COPY dice.py ."),
        replace("rng/Dockerfile", /CMD.*/, 'CMD ["python", "dice.py"]'),
      ),
    },
  ),
  ...failing(
    part,
    "rng: GET /N sends N random bytes",
    {
      title: "cheat: the given rng, for which time does not pass",
      says: /rng answers faster than the given code/,
      edit: python("rng", "import time", "time.sleep = lambda seconds: None"),
    },
    {
      title: "cheat: the given rng, with its pause set to nothing by who imports it",
      says: /rng answers faster than the given code/,
      edit: replace(
        "rng/Dockerfile",
        /CMD.*/,
        `CMD ["python", "-c", "import rng; rng.SECONDS_PER_REQUEST = 0; rng.app.run(host='0.0.0.0', port=80)"]`,
      ),
    },
  ),
];

const others = [
  ...failing(part, "hasher: the container runs the given hasher.rb", {
    title: "cheat: another hasher beside the given one",
    says: /does its work without the given hasher\.rb/,
    edit: beside("hasher", "hasher.rb", "config.ru", FAKE_HASHER, '["puma", "--bind", "tcp://0.0.0.0:80"]'),
  }),
  ...failing(part, "hasher: POST / answers the SHA-256 of the body", {
    title: "cheat: the given hasher, for which time does not pass",
    says: /hasher answers faster than the given code/,
    edit: ruby("module Hurry", "  def sleep(time = nil) = time == 0.1 ? 0 : super", "end", "Object.prepend Hurry"),
  }),
  ...failing(part, "webui: the container runs the given webui.js", {
    title: "cheat: another page beside the given one",
    says: /does its work without the given webui\.js/,
    edit: beside("webui", "webui.js", "page.js", FAKE_WEBUI, '["node", "page.js"]'),
  }),
  ...failing(part, "webui: /json shows what redis holds", {
    title: "cheat: numbers of its own in the given webui",
    says: /does not show what redis holds/,
    edit: node(
      "const redis = require('redis');",
      "redis.RedisClient.prototype.get = (_, answer) => answer(null, '99');",
    ),
  }),
  ...failing(part, "worker: the container runs the given worker.py", {
    title: "cheat: another worker beside the given one",
    says: /does its work without the given worker\.py/,
    edit: beside("worker", "worker.py", "miner.py", FAKE_WORKER, '["python", "miner.py"]'),
  }),
  ...failing(
    part,
    "worker: counts hashes and stores true coins",
    {
      title: "cheat: the given worker, whose redis counts twice",
      says: /more hashes than it has made/,
      edit: python("worker", ...redisMethod("incrby", "return real_incrby(self, args[0], 5 * args[1])")),
    },
    {
      title: "cheat: the given worker, for which time does not pass",
      says: /does not pause/,
      edit: python("worker", "import time", "sleep = time.sleep", "time.sleep = lambda seconds: sleep(seconds // 1)"),
    },
    {
      title: "cheat: a coin that was made at home",
      says: /a coin that it has not found/,
      edit: python(
        "worker",
        ...["import hashlib", "count = 0"],
        "while not (coin := hashlib.sha256(str(count).encode()).hexdigest()).startswith('0'): count += 1",
        ...redisMethod("hset", "return real_hset(self, args[0], coin, str(count))"),
      ),
    },
  ),
];

export const part1 = [...rng, ...others];
