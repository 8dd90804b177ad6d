import { all, type Edit, replace, write } from "../../../checker/kit/answers/answers.ts";
import { answersOf, beside, byteByByte, fakeRedis, instead, page, pageOf, python } from "./programs.ts";
import type { RunningWork } from "./running-work.ts";

/**
 * Work that answers what nobody expects: endless, by and by, in another language. Each has to be told as a finding about
 * the service that sent it, in time, and each ends by itself.
 */
const rng = (title: string, says: RegExp, ...talk: readonly string[]): RunningWork => ({
  title,
  part: "part1",
  fails: "rng: GET / answers on port 80",
  says,
  edit: instead("rng", "rng.py", "hostile.py", python(80, ...talk)),
});

const HEAD = "HTTP/1.1 200 OK\\r\\n";

const answers = [
  rng(
    "an answer of which a byte comes every two seconds",
    /takes connections[\s\S]*within/,
    ...byteByByte(`${HEAD}\\r\\n`),
  ),
  rng(
    "headers without end",
    /headers are too large/,
    `client.sendall(b'${HEAD}')`,
    "while True: client.sendall(b'a: ' + b'b' * 9000 + b'\\r\\n')",
  ),
  rng(
    "an answer in another language",
    /not HTTP/,
    "client.sendall(b'220 mail.example ESMTP\\r\\n')",
    "client.recv(10)",
  ),
  rng("a connection that is closed at once", /connection was closed/, "client.close()"),
  rng(
    "a promise of an answer, for ever",
    /within/,
    "while True: client.sendall(b'HTTP/1.1 103 Early Hints\\r\\nlink: </a>\\r\\n\\r\\n'); time.sleep(0.1)",
  ),
  rng(
    "an answer of millions of tiny pieces",
    /larger than 8 MB|within/,
    `client.sendall(b'${HEAD}transfer-encoding: chunked\\r\\n\\r\\n')`,
    "while True: client.sendall(b'1\\r\\nx\\r\\n' * 9000)",
  ),
];

const webui = (title: string, says: RegExp, ...lines: readonly string[]): RunningWork => ({
  title,
  part: "part1",
  fails: "webui: / leads to the page, and the page has all its files",
  says,
  edit: instead("webui", "webui.js", "hostile.js", pageOf(...lines)),
});

const pages = [
  webui("a page at an address that is none", /is not an address on webui/, "leads = 'http://[:::/'"),
  webui(
    "a page without an end: each leads to another",
    /more than 100 files|not all of it|no usable answer/,
    page("'<script src=\"/' + Math.random() + '.html\"></script><script src=\"/' + Math.random() + '.js\"></script>'"),
  ),
  webui(
    "a page that names more than it has room for",
    /more than 16 MB/,
    page("request.url.length < 12 ? names(90) : 'x'.repeat(7e6)"),
  ),
  webui(
    "a file that is larger than any",
    /big\.js, which webui does not serve[\s\S]*larger than 8 MB/,
    page("/big/.test(request.url) ? 'x'.repeat(9e6) : '<script src=\"big.js\">'"),
  ),
  webui(
    "a script of nothing but imports",
    /leads to \/missing\.js/,
    page(
      '/big/.test(request.url) ? \'import\\n\'.repeat(1e6) + "import \'./missing.js\'" : \'<script src="big.js"><script src="missing.js"><img src="http://[::">\'',
    ),
    "missing = /missing/",
  ),
  webui(
    "an address on another machine",
    /leads to \/latest/,
    "leads = '//169.254.169.254/latest'",
    "missing = /latest/",
  ),
];

const ASKS = "worker: asks rng for 32 bytes and hasher for their hash";
const MINES = "worker: counts hashes and stores true coins";

const worker = (title: string, fails: string, says: RegExp, edit: Edit): RunningWork => ({
  title,
  part: "part1",
  fails,
  says,
  edit,
});

const workers = [
  worker(
    "a worker that asks and asks",
    ASKS,
    /does not send the bytes|no usable answer/,
    instead("worker", "worker.py", "hostile.py", [
      "import requests, time",
      "end = time.time() + 60",
      "while time.time() < end:",
      "    try: requests.post('http://rng/' + 'x' * 5000, data=b'x' * 60000, timeout=5)",
      "    except Exception: time.sleep(0.1)",
    ]),
  ),
  worker(
    "a question without an end",
    ASKS,
    /does not send the bytes|no usable answer/,
    instead("worker", "worker.py", "hostile.py", [
      "import socket, time",
      "server = socket.create_connection(('hasher', 80))",
      "server.sendall(b'POST / HTTP/1.1\\r\\nhost: hasher\\r\\ntransfer-encoding: chunked\\r\\n\\r\\n')",
      "end = time.time() + 100",
      "while time.time() < end: server.sendall(b'10000\\r\\n' + b'x' * 65536 + b'\\r\\n')",
    ]),
  ),
  worker("a wallet that is a text", MINES, /WRONGTYPE/, beside(["redis.delete('wallet')", "redis.set('wallet', 'x')"])),
  worker(
    "300 MB in a wallet",
    MINES,
    /larger than|do not arrive/,
    beside(["for name in range(300): redis.hset('wallet', name, b'x' * 1000000)"]),
  ),
  worker(
    "commands that would end redis, and one that stops it",
    MINES,
    /no usable answer|do not arrive/,
    beside([
      "for words in (['SHUTDOWN', 'NOSAVE'], ['DEBUG', 'SEGFAULT'], ['CONFIG', 'SET', 'maxmemory', '1'], ['CLIENT', 'PAUSE', '60000']):",
      "    try: redis.execute_command(*words)",
      "    except Exception as error: print(error, flush=True)",
    ]),
  ),
  worker(
    "a script in redis that never ends",
    MINES,
    /BUSY|no usable answer|do not arrive/,
    beside(["redis.eval('while true do end', 0)"]),
  ),
];

const NAMED = "compose: rng, hasher and redis answer the worker by name";
const SPEED = "compose: one worker mines at its full speed";

const redis = (title: string, says: RegExp, ...talk: readonly string[]): RunningWork => ({
  title,
  part: "part2",
  fails: NAMED,
  says,
  edit: fakeRedis(...talk),
});

const NO_REDIS = /redis does not answer the worker[\s\S]*not what redis says/;

const stacks: readonly RunningWork[] = [
  redis("a redis with a length that cannot be", NO_REDIS, "client.sendall(b'$-7\\r\\n')", "client.recv(100)"),
  redis("a redis with lists in lists in lists", NO_REDIS, "client.sendall(b'*1\\r\\n' * 100000)"),
  redis("a redis with a line without an end", NO_REDIS, "while True: client.sendall(b'+' + b'x' * 60000)"),
  redis(
    "a redis that sends a byte every two seconds",
    /redis does not answer the worker[\s\S]*within/,
    ...byteByByte("+PONGPONG", 2),
  ),
  redis("a redis that speaks HTTP", NO_REDIS, `client.sendall(b'${HEAD}\\r\\n')`),
  {
    ...redis(
      "a redis whose watched line never ends",
      /cannot be watched|counts no hashes/,
      ...answersOf("while True: client.sendall(b'\"hashes\" ' * 9000)"),
    ),
    fails: SPEED,
  },
  {
    title: "a flood of counting",
    part: "part2",
    fails: SPEED,
    says: /cannot be watched|faster than its work|too slowly/,
    edit: beside([
      "end = time.time() + 60",
      "while time.time() < end:",
      "    line = redis.pipeline(transaction=False)",
      "    for _ in range(5000): line.incrby('hashes', 1)",
      "    line.execute()",
    ]),
  },
];

const app = (title: string, says: RegExp, ...talk: readonly string[]): RunningWork => ({
  title,
  lab: "visits",
  part: "visits",
  fails: "app: a container of it answers on port 5000",
  says,
  edit: instead("app", "app.py", "hostile.py", python(5000, ...talk)),
});

const others: readonly RunningWork[] = [
  app(
    "visits: an answer without an end",
    /takes connections[\s\S]*larger than/,
    `client.sendall(b'${HEAD}\\r\\n')`,
    "while True: client.sendall(b'x' * 60000)",
  ),
  app(
    "visits: an answer of which a byte comes every two seconds",
    /takes connections[\s\S]*within/,
    ...byteByByte(`${HEAD}\\r\\n`),
  ),
  {
    title: "voting: numbers that are none",
    lab: "voting",
    part: "voting",
    fails: "compose: the page of result answers on port 5001, and its numbers too",
    says: /does not count/,
    edit: all(
      write(
        "result/hostile.js",
        pageOf(
          page('/json/.test(request.url) ? \'{"a": 1e308, "b": -0.5, "__proto__": {"a": 1}}\' : \'page.js\''),
          "leads = undefined",
        ).join("\n"),
      ),
      replace("result/Dockerfile", '"result.js"', '"hostile.js"'),
      replace("docker-compose.yml", "result.js", "hostile.js"),
    ),
  },
];

export const hostileAnswers: readonly RunningWork[] = [...answers, ...pages, ...workers, ...stacks, ...others];
