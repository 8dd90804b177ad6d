import { all, type Edit, failing, replace, write } from "../../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const FIX = "docker-compose.bonus.yml";
const WORKER = "worker/worker.py";
const part = "bonus";

/** Nothing is fixed, and the workers see to the numbers. */
const noFix = write(FIX, "services:\n  rng:\n    init: true\n");

/** Whether there are many workers, as a worker can find out. */
const CROWD = "len({found[4][0] for found in __import__('socket').getaddrinfo('worker', None)}) > 5";

const worker = (from: string, to: string): Edit => all(noFix, replace(WORKER, from, to));

export const bonus = failing(
  part,
  "bonus: ten workers with your fix",
  ...[
    {
      title: "cheat: three for one, as soon as there are more than five workers",
      says: /More hashes are counted than are made/,
      edit: worker("uncounted += 1", `uncounted += 3 if ${CROWD} else 1`),
    },
    {
      title: "cheat: more for one where rng is slow",
      says: /More hashes are counted than are made/,
      edit: all(
        worker("uncounted += 1", "uncounted += max(1, round((time.monotonic() - began) / 0.32))"),
        replace(WORKER, "            mine_once()", "            began = time.monotonic()\n            mine_once()"),
      ),
    },
    {
      title: "cheat: in a crowd, workers make their own bytes",
      says: /More hashes are counted than are made/,
      edit: worker(
        '    response = requests.get("http://rng/32", timeout=TIMEOUT)',
        `    if ${CROWD}:\n        time.sleep(0.1)\n        return __import__('os').urandom(32)\n    response = requests.get("http://rng/32", timeout=TIMEOUT)`,
      ),
    },
    {
      title: "cheat: in a crowd, the bytes of one request are hashed ten times",
      says: /More hashes are counted than are made/,
      edit: all(
        worker("import requests", "import random\nimport requests\n\nkept = []"),
        replace(
          WORKER,
          '    response = requests.get("http://rng/32", timeout=TIMEOUT)',
          `    if ${CROWD} and random.random() < 0.9 and kept:\n        time.sleep(0.1)\n        return kept[-1]\n    response = requests.get("http://rng/32", timeout=TIMEOUT)\n    kept.append(response.content)`,
        ),
      ),
    },
    {
      title: "cheat: with the fix, hasher does not take its time for workers",
      says: /hasher answers the worker faster/,
      edit: all(
        replace(
          "hasher/hasher.rb",
          "sleep SECONDS_PER_REQUEST",
          "sleep SECONDS_PER_REQUEST unless ENV['HURRY'] && rand < 0.3",
        ),
        (draft: Parameters<Edit>[0]) =>
          draft.write(FIX, `${draft.read(FIX)}\n  hasher:\n    environment:\n      HURRY: "1"\n`),
      ),
    },
    {
      title: "cheat: with the fix, rng is fast for all that call themselves as workers do",
      says: /rng answers the worker faster/,
      edit: all(
        replace(
          "rng/rng.py",
          "from flask import Flask, Response, abort",
          "from flask import Flask, Response, abort, request",
        ),
        replace(
          "rng/rng.py",
          "    time.sleep(SECONDS_PER_REQUEST)",
          "    if 'python-requests' not in request.user_agent.string or 'HURRY' not in os.environ:\n        time.sleep(SECONDS_PER_REQUEST)",
        ),
        write(FIX, 'services:\n  rng:\n    environment:\n      HURRY: "1"\n'),
      ),
    },
    {
      title: "cheat: with the fix, a helper counts beside the workers",
      says: /Something other than the workers counts/,
      edit: write(
        FIX,
        'services:\n  helper:\n    image: redis\n    init: true\n    entrypoint: [sh, -c, "while sleep 1; do redis-cli -h redis incrby hashes 20; done"]\n',
      ),
    },
    {
      title: "cheat: the worker alone is made slow, to be that much faster with the fix",
      says: /there is more to gain/,
      edit: all(
        replace(WORKER, "PAUSE = 0.1 ", "PAUSE = float(__import__('os').environ.get('PAUSE', 0.1)) "),
        replace(FILE, "build: worker", "build: worker\n    environment:\n      PAUSE: 0.15"),
        replace(FIX, "replicas: 10", "replicas: 3"),
        (draft: Parameters<Edit>[0]) =>
          draft.write(FIX, `${draft.read(FIX)}\n  worker:\n    environment:\n      PAUSE: 0.1\n`),
      ),
    },
  ].map((cheat) => ({ ...cheat, slow: true as const })),
);
