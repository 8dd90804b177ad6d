import { all, failing, replace } from "../../../../kit/answers/answers.ts";
import { python, redisMethod } from "../patches.ts";

const FILE = "docker-compose.yml";
const part = "part2";

const speed = failing(
  part,
  "compose: one worker mines at its full speed",
  {
    title: "compose: two workers",
    says: /More than one worker/,
    edit: replace(FILE, "build: worker", "build: worker\n    deploy:\n      replicas: 2"),
  },
  {
    title: "compose: the worker counts each hash twice",
    says: /faster than its work allows/,
    edit: python("worker", ...redisMethod("incrby", "return real_incrby(self, args[0], 2 * args[1])")),
  },
  {
    title: "compose: the worker takes longer pauses",
    says: /too slowly/,
    edit: python("worker", "import time", "sleep = time.sleep", "time.sleep = lambda seconds: sleep(4 * seconds)"),
  },
  {
    title: "compose: redis has no room for a number",
    says: /counts no hashes[\s\S]*maxmemory/,
    edit: replace(FILE, "image: redis", "image: redis\n    command: redis-server --maxmemory 1"),
  },
);

const given = failing(part, "compose: the containers run the given code", {
  title: "compose: code that was changed in the image",
  says: /\/app\/worker\.py is another file/,
  edit: replace(
    "worker/Dockerfile",
    "COPY worker.py .",
    'COPY worker.py .\nRUN sed -i "s/PAUSE = 0.1/PAUSE = 0.09/" worker.py',
  ),
});

const coins = failing(
  part,
  "compose: the coins are true",
  {
    title: "compose: the worker stores coins that it has not made",
    says: /A coin in redis is false/,
    edit: python("worker", ...redisMethod("hset", "return real_hset(self, *args[:2], 'coin')")),
  },
  {
    title: "compose: the worker takes every hash for a coin",
    says: /a hash that begins with 0/,
    edit: python(
      "worker",
      ...["import requests", "class Coin(str):", "    def startswith(self, *args):", "        return True"],
      "requests.Response.text = property(lambda self: Coin(self.content.decode()))",
    ),
  },
);

const few = failing(
  part,
  "compose: as few keys as possible",
  {
    title: "compose: version, name and container_name",
    says: /2 keys could go[\s\S]*container_name/,
    edit: all(
      replace(FILE, "services:", 'version: "3.8"\nname: coins\nservices:'),
      replace(FILE, "build: rng", "build: rng\n    container_name: rng"),
    ),
  },
  {
    title: "compose: ports and expose where nobody asks",
    says: /services\.rng\.ports[\s\S]*services\.hasher\.expose/,
    edit: all(
      replace(FILE, "build: rng", 'build: rng\n    ports: ["8001:80"]'),
      replace(FILE, "build: hasher", "build: hasher\n    expose: [80]"),
    ),
  },
  {
    title: "compose: depends_on, links, and a network for all",
    says: /services\.worker\.depends_on[\s\S]*services\.worker\.links/,
    edit: replace(FILE, "build: worker", "build: worker\n    depends_on: [rng, hasher, redis]\n    links: [redis]"),
  },
);

const down = failing(
  part,
  "compose: everything can be taken down",
  {
    title: "compose: a service that ignores the request to stop, and is given two minutes",
    says: /not down within/,
    edit: replace(
      FILE,
      "image: redis",
      "image: redis\n  lazy:\n    image: redis\n    stop_grace_period: 2m\n    entrypoint: [sleep, infinity]",
    ),
  },
  {
    title: "compose: a shell in front of the worker that keeps the request to itself",
    says: /not down within/,
    slow: true,
    edit: replace(
      FILE,
      "build: worker",
      "build: worker\n    stop_grace_period: 2m\n    entrypoint: [sh, -c, 'trap \"\" TERM; python worker.py & wait; sleep infinity']",
    ),
  },
);

export const mining = [...given, ...speed, ...coins, ...few, ...down];
