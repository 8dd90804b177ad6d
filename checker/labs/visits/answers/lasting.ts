import { all, failing, replace, write } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const DOCKERFILE = "app/Dockerfile";
const part = "visits";

/** What the image starts is a script of the student's. */
const starting = (script: string) =>
  all(
    write("app/start.sh", `#!/bin/sh\n${script}\n`),
    replace(DOCKERFILE, "COPY app.py .", "COPY app.py start.sh ."),
    replace(DOCKERFILE, /CMD.*/, 'CMD ["sh", "start.sh"]'),
  );

const stateless = failing(
  part,
  "compose: a new app container goes on counting",
  {
    title: "app: begins anew at each start",
    says: /visit number 1\b/,
    edit: starting(
      'python -c \'import os, redis; redis.Redis(os.environ["REDIS_HOST"]).delete("visits")\' 2>/dev/null\nexec python app.py',
    ),
  },
  {
    title: "app: begins with five thousand at each start",
    says: /visit number 5001\b/,
    edit: starting(
      'python -c \'import os, redis; redis.Redis(os.environ["REDIS_HOST"], os.environ.get("REDIS_PORT", 6379)).set("visits", 5000)\'\nexec python app.py',
    ),
  },
);

const WHILE_REACHED = `while python -c 'import os, socket; socket.create_connection((os.environ["REDIS_HOST"], int(os.environ.get("REDIS_PORT", 6379))), 1)'; do sleep 0.2; done`;
/** After that, so that who ends once ends for one reason. */
const WHILE_NAMED = `while python -c 'import os, socket; socket.getaddrinfo(os.environ["REDIS_HOST"], None)'; do sleep 0.2; done`;

/** What the given code prints about redis is lost with it. */
const ALL_WELL = `import sys
from app import app

sys.stdout = None

@app.after_request
def well(response):
    response.status_code = 200
    return response

app.run(host="0.0.0.0", port=5000)
`;

const away = failing(
  part,
  "compose: without db the app says so, and goes on when db is back",
  {
    title: "app: a start script that ends when redis is away",
    says: /exited with code/,
    fingerprint: "NAME_UNKNOWN",
    edit: starting(`python app.py &\nsleep 1\n${WHILE_REACHED}\n${WHILE_NAMED}\nexit 1`),
  },
  {
    title: "app: started again and again while redis is away",
    says: /no answer|started again|exited with code/,
    fingerprint: "NAME_UNKNOWN",
    edit: all(
      starting(`python app.py &\nsleep 1\n${WHILE_REACHED}\nexit 1`),
      replace(FILE, "build: app", "build: app\n    restart: always"),
    ),
  },
  {
    title: "app: something around the given code says that all is well",
    says: /status 200: The number of visits is not known/,
    edit: all(
      write("app/well.py", ALL_WELL),
      replace(DOCKERFILE, "COPY app.py .", "COPY app.py well.py ./"),
      replace(DOCKERFILE, /CMD.*/, 'CMD ["python", "well.py"]'),
    ),
  },
);

const scaled = failing(
  part,
  "compose: three app containers share one count",
  {
    title: "compose: the app has a container_name",
    says: /because it has a container_name/,
    fingerprint: "FIXED_NAME",
    edit: replace(FILE, "build: app", "build: app\n    container_name: counter"),
  },
  {
    title: "app: only one at a time may run",
    says: /exited with code[\s\S]*somebody else is running/,
    edit: all(
      starting(
        "exec 9>/tmp/lock/app\npython -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' || { echo somebody else is running; exit 1; }\nexec python app.py",
      ),
      replace(DOCKERFILE, "USER nobody", "RUN mkdir -m 777 /tmp/lock\nUSER nobody"),
      replace(FILE, "build: app", "build: app\n    volumes:\n      - lock:/tmp/lock"),
      replace(FILE, /\nvolumes:\n/, "\nvolumes:\n  lock:\n"),
    ),
  },
);

const VOLUME = "    volumes:\n      - visits:/data\n";

const kept = failing(
  part,
  "compose: the count survives down and up",
  { title: "compose: no volume", says: /visit number 1\b/, edit: replace(FILE, VOLUME, "") },
  {
    title: "compose: the volume is where redis does not write",
    says: /visit number 1\b/,
    edit: replace(FILE, "visits:/data", "visits:/var/lib/redis"),
  },
  {
    title: "compose: redis is told to keep nothing",
    says: /visit number 1\b/,
    edit: replace(FILE, "image: redis\n", 'image: redis\n    command: redis-server --save ""\n'),
  },
  {
    title: "compose: redis is killed instead of asked to stop",
    says: /visit number 1\b/,
    edit: replace(FILE, "image: redis\n", "image: redis\n    stop_signal: SIGKILL\n"),
  },
  {
    title: "compose: the data is in memory",
    says: /visit number 1\b/,
    edit: replace(FILE, VOLUME, "    tmpfs: /data\n"),
  },
);

const forgotten = failing(
  part,
  "compose: down with the volumes forgets the count",
  {
    title: "compose: a folder of the machine instead of a volume",
    says: /a folder of this machine is no volume/,
    edit: replace(FILE, "visits:/data", "./data:/data"),
  },
  {
    title: "compose: a volume, and a folder of the machine for what redis writes",
    says: /The count is still there/,
    edit: all(
      write("backup/.keep", ""),
      replace(
        FILE,
        "      - visits:/data\n",
        "      - visits:/data\n      - type: bind\n        source: ./backup\n        target: /backup\n",
      ),
      replace(
        FILE,
        "image: redis\n",
        "image: redis\n    entrypoint: redis-server --bind * --protected-mode no --dir /backup\n",
      ),
    ),
  },
);

export const lasting = [...stateless, ...away, ...scaled, ...kept, ...forgotten];
