import { all, failing, replace, write } from "../../../../kit/answers/answers.ts";
import { FAKE_RNG, FAKE_WORKER } from "../part1/cheats.ts";
import { python, redisMethod, ruby } from "../patches.ts";

const FILE = "docker-compose.yml";
const part = "part2";

/** A worker whose questions are answered at home, after as long as others would take. */
const AT_HOME = (bytes: string) => [
  ...["import hashlib, os, time, requests", "class Answer:", "    def raise_for_status(self): pass"],
  ...[
    "def get(*args, **options):",
    "    time.sleep(0.1)",
    "    answer = Answer()",
    `    answer.content = ${bytes}`,
    "    return answer",
  ],
  ...["def post(*args, data, **options):", "    time.sleep(0.1)", "    answer = Answer()"],
  ...[
    "    answer.text = hashlib.sha256(data).hexdigest()",
    "    return answer",
    "requests.get, requests.post = get, post",
  ],
];

const LONGER_PAUSE = ["import time", "sleep = time.sleep", "time.sleep = lambda seconds: sleep(2 * seconds)"];

const given = failing(
  part,
  "compose: the containers run the given code",
  {
    title: "cheat: a coin that is counted again and again, at a steady pace",
    says: /given worker\.py is not in the container|without the given worker\.py/,
    edit: all(
      write(
        "worker/miner.py",
        "import time\nfrom redis import Redis\nwhile True:\n    time.sleep(1)\n    Redis('redis').incrby('hashes', 3)\n",
      ),
      replace("worker/Dockerfile", "COPY worker.py .", "COPY worker.py miner.py ./"),
      replace(FILE, "build: worker", "build: worker\n    command: python miner.py"),
    ),
  },
  {
    title: "cheat: another worker beside the given one, started by the compose file",
    says: /does its work without the given worker\.py/,
    edit: all(
      write("worker/miner.py", FAKE_WORKER),
      replace("worker/Dockerfile", "COPY worker.py .", "COPY worker.py miner.py ./"),
      replace(FILE, "build: worker", "build: worker\n    command: python miner.py"),
    ),
  },
  {
    title: "cheat: another program mounted over the given one",
    says: /another file|does its work without the given rng\.py/,
    edit: all(
      write("dice.py", FAKE_RNG),
      replace(FILE, "build: rng", "build: rng\n    volumes:\n      - ./dice.py:/app/rng.py:ro"),
    ),
  },
);

const speed = failing(
  part,
  "compose: one worker mines at its full speed",
  {
    title: "cheat: the given worker, and nobody whom it asks",
    says: /More hashes are counted than are made/,
    edit: python("worker", ...AT_HOME("os.urandom(32)")),
  },
  {
    title: "cheat: the given worker, which asks rng and hashes what it got the first time",
    says: /More hashes are counted than are made/,
    edit: python(
      "worker",
      ...["import requests", "ask = requests.get", "first = []", "def get(*args, **options):"],
      ...["    first.append(ask(*args, **options))", "    return first[0]", "requests.get = get"],
    ),
  },
  {
    title: "cheat: rng without its pause, and a worker that makes up for it",
    says: /rng answers the worker faster/,
    edit: all(python("rng", "import time", "time.sleep = lambda seconds: None"), python("worker", ...LONGER_PAUSE)),
  },
  {
    title: "cheat: hasher without its pause, and a worker that makes up for it",
    says: /hasher answers the worker faster/,
    edit: all(
      ruby("module Hurry", "  def sleep(time = nil) = time == 0.1 ? 0 : super", "end", "Object.prepend Hurry"),
      python("worker", ...LONGER_PAUSE),
    ),
  },
  {
    title: "cheat: half of the hashes, each counted twice",
    says: /More hashes are counted than are made/,
    edit: python(
      "worker",
      ...["import time", "sleep = time.sleep", "time.sleep = lambda seconds: sleep(4 * seconds)"],
      ...redisMethod("incrby", "return real_incrby(self, args[0], 2 * args[1])"),
    ),
  },
  {
    title: "cheat: a helper that counts beside the worker",
    says: /More than one worker mines/,
    edit: (draft) =>
      draft.write(
        FILE,
        `${draft.read(FILE)}\n  helper:\n    image: redis\n    init: true\n    entrypoint: [sh, -c, "while sleep 1; do redis-cli -h redis incrby hashes 1; done"]\n`,
      ),
  },
  {
    title: "cheat: a second worker in the image of rng",
    says: /More than one worker mines/,
    edit: all(
      write(
        "rng/miner.py",
        "import socket, time\nwhile True:\n    time.sleep(1)\n    try:\n        socket.create_connection(('redis', 6379)).sendall(b'INCRBY hashes 1\\r\\n')\n    except OSError:\n        pass\n",
      ),
      replace("rng/Dockerfile", "COPY rng.py .", "COPY rng.py miner.py ./"),
      replace("rng/Dockerfile", /CMD.*/, 'CMD ["sh", "-c", "python miner.py & exec python rng.py"]'),
    ),
  },
);

const coins = failing(
  part,
  "compose: the coins are true",
  {
    title: "cheat: a bag of coins that redis brings along",
    says: /far too many coins/,
    edit: all(
      write(
        "bag.sh",
        `#!/bin/sh
redis-server --protected-mode no --save "" &
until redis-cli ping; do sleep 0.1; done
count=0
for number in $(seq 600); do
  hash=$(printf %s $number | sha256sum | cut -d" " -f1)
  case $hash in 0*) redis-cli hset wallet $hash $number ;; esac
done
wait
`,
      ),
      replace(
        FILE,
        "image: redis",
        "image: redis\n    init: true\n    volumes: [./bag.sh:/bag.sh:ro]\n    entrypoint: [sh, /bag.sh]",
      ),
    ),
  },
  {
    title: "cheat: only the first coin is stored",
    says: /found and not stored|far too few|No coin was found/,
    edit: python("worker", ...redisMethod("hset", "return real_hset(self, 'lost', *args[1:])")),
  },
);

export const part2 = [...given, ...speed, ...coins];
