import { all, failing, replace, write } from "../../../kit/answers/answers.ts";

import { dockerfileMistakes } from "../../../kit/answers/dockerfile.ts";

/** Does what app.py does, and is not app.py. */
export const FAKE_APP = `import os, socket
from flask import Flask
from redis import Redis
app = Flask(__name__)
@app.get("/")
def visit():
    place = os.environ["REDIS_HOST"], int(os.environ.get("REDIS_PORT") or 6379)
    try:
        count = Redis(*place, socket_timeout=1, socket_connect_timeout=1).incr("visits")
    except Exception:
        return f"The number of visits is not known: no redis answers at {place[0]}:{place[1]}.", 503
    return f"This is visit number {count}, answered by {socket.gethostname()}."
app.run(host="0.0.0.0", port=5000)
`;

const FILE = "app/Dockerfile";
const part = "visits";
const mistakes = dockerfileMistakes("app");

const changed = (how: string, sed: string) => mistakes.changed("app.py", "COPY app.py .", how, sed);

const there = failing(
  part,
  "app: there is a Dockerfile",
  mistakes.absent(/app\/Dockerfile/),
  mistakes.named("Dockerfile.txt", "another name", /Dockerfile\.txt/),
  mistakes.empty("# later\n"),
);

const builds = failing(
  part,
  "app: the image builds",
  {
    title: "app: COPY as seen from the folder above",
    says: /app\/app\.py/,
    fingerprint: "FILE_MISSING",
    edit: replace(FILE, "COPY app.py", "COPY app/app.py"),
  },
  {
    title: "app: RUN where CMD is meant",
    says: /REDIS_HOST is not set/,
    edit: replace(FILE, /CMD.*/, "RUN python app.py"),
  },
  {
    title: "app: a word that is no instruction",
    says: /cannot be read/,
    edit: replace(FILE, "COPY app.py", "COPPY app.py"),
  },
);

const runs = failing(
  part,
  "app: a container of it answers on port 5000",
  mistakes.withoutPackage("redis", ' "redis~=6.1"', "without the package redis"),
  {
    title: "app: started in another folder than the code is in",
    says: /can't open file/,
    fingerprint: "CODE_ELSEWHERE",
    edit: replace(FILE, "COPY app.py .", "COPY app.py /code/"),
  },
  mistakes.loopbackOnly(["flask", "--app", "app", "run"], "for this container only"),
  {
    title: "app: on another port",
    says: /listens on port 80\b/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, /CMD.*/, 'CMD ["flask", "--app", "app", "run", "--host", "0.0.0.0", "--port", "80"]'),
  },
  {
    title: "app: a program that is not in the image",
    says: /pyhton: not found/,
    fingerprint: "PROGRAM_MISSING",
    edit: replace(FILE, /CMD.*/, 'CMD ["pyhton", "app.py"]'),
  },
  {
    title: "app: no command in the image: that of the compose file serves there, and only there",
    says: /exited with code 0/,
    fingerprint: "ENDED_EARLY",
    earns: 82,
    edit: all(
      replace(FILE, /CMD.*/, ""),
      replace("docker-compose.yml", "build: app\n", "build: app\n    command: python app.py\n"),
    ),
  },
  {
    title: "app: the code is not in the image: that of a mount serves in the stack, and only there",
    says: /can't open file/,
    fingerprint: "CODE_ELSEWHERE",
    earns: 82,
    edit: all(
      replace(FILE, "COPY app.py .", ""),
      replace("docker-compose.yml", "build: app\n", "build: app\n    volumes: [./app:/app]\n"),
    ),
  },
  {
    title: "app: ends at once",
    says: /exited with code 0/,
    fingerprint: "ENDED_EARLY",
    edit: replace(FILE, /CMD.*/, 'CMD ["true"]'),
  },
);

const configured = failing(
  part,
  "app: redis is where the environment says",
  {
    title: "app: the name of redis is written into the command",
    says: /no redis answers at db:7001/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, /CMD.*/, "CMD REDIS_HOST=db exec python app.py"),
  },
  {
    title: "app: a start script says the port",
    says: /no redis answers at notebook:6379/,
    edit: all(
      write("app/start.sh", "#!/bin/sh\nexport REDIS_PORT=6379\nexec python app.py\n"),
      replace(FILE, "COPY app.py .", "COPY app.py start.sh ."),
      replace(FILE, /CMD.*/, 'CMD ["sh", "start.sh"]'),
    ),
  },
);

const given = failing(
  part,
  "app: the container runs the given app.py",
  changed("it looks for db", `s/^HOST = .*/HOST = "db"/`),
  changed("each visit counts twice", `s/redis.incr, "visits"/&, 2/`),
  changed(
    "it reads the number, then writes the next one",
    `s/helpers.submit(redis.incr, "visits")/helpers.submit(lambda: (n := int(redis.get("visits") or 0) + 1, redis.set("visits", n))[0])/`,
  ),
  changed(
    "each container counts for itself",
    `s/redis.incr, "visits"/redis.incr, "visits" if PORT == 7001 else socket.gethostname()/`,
  ),
  changed("it says that all is well", "s/answer(503,/answer(200,/"),
  changed("it says something else", "s/visit number/guest number/"),
  mistakes.beside("app.py", "COPY app.py .", "tally.py", FAKE_APP),
);

export const image = [...there, ...builds, ...runs, ...given, ...configured];
