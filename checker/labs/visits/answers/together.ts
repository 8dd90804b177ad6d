import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { composeMistakes } from "../../../kit/answers/compose.ts";
import { FAKE_APP } from "./image.ts";

const FILE = "docker-compose.yml";
const PORTS = '    ports:\n      - "5000:5000"\n';
const part = "visits";

const valid = failing(
  part,
  "compose: the file is there and valid",
  composeMistakes.named("my-compose.yml"),
  composeMistakes.tabs("app"),
  composeMistakes.undeclaredVolume("visits"),
  composeMistakes.unknownKey("environment", "enviroment"),
);

const built = failing(
  part,
  "compose: app is built from your Dockerfile, and there is a db",
  composeMistakes.notBuilt("app", "visits", /The service app is not built/),
  {
    title: "compose: redis by another name",
    says: /There is no service db/,
    edit: all(replace(FILE, "  db:\n", "  redis:\n"), replace(FILE, "REDIS_HOST: db", "REDIS_HOST: redis")),
  },
  {
    title: "compose: the app by another name",
    says: /There is no service app/,
    edit: replace(FILE, "  app:\n", "  web:\n"),
  },
  composeMistakes.absentFolder("app", "web"),
);

const up = failing(
  part,
  "compose: one up starts everything",
  {
    title: "compose: the same port for both services",
    says: /published twice/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "image: redis\n", 'image: redis\n    ports: ["5000:6379"]\n'),
  },
  {
    title: "compose: three app containers, and one port of the machine for them",
    says: /app cannot have 3 containers[\s\S]*port 5000 leads to port 5000 of app/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "build: app\n", "build: app\n    scale: 3\n"),
  },
  composeMistakes.absentProgram("image: redis", "entrypoint", "redisd"),
  composeMistakes.neverHealthy(
    "waits for a db that never gets healthy",
    /app waits for db to become healthy[\s\S]*it is unhealthy[\s\S]*curl/,
    "app",
    { name: "db", first: "image: redis", url: "http://localhost/" },
  ),
);

const answers = failing(
  part,
  "compose: the app answers on port 5000",
  { title: "compose: no port is published", says: /no published port/, edit: replace(FILE, PORTS, "") },
  {
    title: "compose: everything is mounted over the folder with the code",
    says: /the image has \/app\/app.py, hidden by what is mounted at \/app/,
    fingerprint: "MOUNT_HIDES",
    edit: replace(FILE, "build: app\n", "build: app\n    volumes: [.:/app]\n"),
  },
  {
    title: "compose: another port of the machine",
    says: /port 8000 leads to port 5000 of app/,
    edit: replace(FILE, "5000:5000", "8000:5000"),
  },
  {
    title: "compose: any port of the machine",
    says: /port \(any\) leads to port 5000/,
    edit: replace(FILE, '"5000:5000"', '"5000"'),
  },
  {
    title: "compose: another port of the container",
    says: /does not listen on port 80: it listens on port 5000/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, "5000:5000", "5000:80"),
  },
  {
    title: "compose: nobody tells the app where redis is",
    says: /REDIS_HOST is not set/,
    edit: replace(FILE, /\n {4}environment:\n.*\n/, "\n"),
  },
  {
    title: "compose: nobody tells the app where redis is, and it is started again and again",
    says: /ends again and again[\s\S]*REDIS_HOST is not set/,
    edit: replace(FILE, /\n {4}environment:\n.*\n/, "\n    restart: always\n"),
  },
  {
    title: "compose: the command in the file listens for the container only",
    says: /listens on 127\.0\.0\.1 only/,
    fingerprint: "LOOPBACK_ONLY",
    edit: replace(FILE, "build: app", "build: app\n    command: flask --app app run"),
  },
);

const given = failing(
  part,
  "compose: the containers run the given code",
  {
    title: "cheat: the compose file starts another program beside the given one",
    says: /does its work without the given app\.py/,
    edit: all(
      write("app/tally.py", FAKE_APP),
      replace("app/Dockerfile", "COPY app.py .", "COPY app.py tally.py ./"),
      replace(FILE, "build: app\n", "build: app\n    command: python tally.py\n"),
    ),
  },
  {
    title: "cheat: another program is mounted over the given one",
    says: /another file than the one that was handed out|does its work without the given app\.py/,
    edit: all(
      write("tally.py", FAKE_APP),
      replace(FILE, "build: app\n", "build: app\n    volumes: [./tally.py:/app/app.py:ro]\n"),
    ),
  },
);

const closed = failing(
  part,
  "compose: db is not published",
  {
    title: "compose: db is published on its usual port",
    says: /port 6379 leads to port 6379 of db/,
    edit: replace(FILE, "image: redis\n", 'image: redis\n    ports:\n      - "6379:6379"\n'),
  },
  {
    title: "compose: db is published for this machine only",
    says: /db is published/,
    edit: replace(FILE, "image: redis\n", 'image: redis\n    ports:\n      - "127.0.0.1:7000:6379"\n'),
  },
  {
    title: "compose: db is published on any port",
    says: /port \(any\) leads to port 6379 of db/,
    edit: replace(FILE, "image: redis\n", "image: redis\n    ports: [6379]\n"),
  },
);

const named = failing(
  part,
  "compose: app and db find each other by name",
  {
    title: "compose: each on a network of its own",
    says: /does not resolve/,
    fingerprint: "NAME_UNKNOWN",
    edit: all(replace(FILE, "image: redis\n", "image: redis\n    networks: [back]\n"), (draft) =>
      draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  back:\n`),
    ),
  },
  {
    title: "compose: db without any network",
    says: /does not resolve/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, "image: redis\n", "image: redis\n    network_mode: none\n"),
  },
  {
    title: "compose: db ends at once",
    says: /db exited with code/,
    edit: replace(FILE, "image: redis\n", "image: redis\n    command: redis-server --port none\n"),
  },
  {
    title: "compose: db ends at once, and is started again and again",
    says: /db ends again and again/,
    edit: replace(FILE, "image: redis\n", "image: redis\n    command: redis-server --port none\n    restart: always\n"),
  },
);

/** Beside the given code, in the stack only, somebody else is at the number all the time. */
const meddling = (call: string) =>
  all(
    write(
      "app/meddle.py",
      `import os, time\nfrom redis import Redis\nredis = Redis(os.environ["REDIS_HOST"])\nwhile True:\n    try:\n        ${call}\n    except Exception:\n        pass\n    time.sleep(0.001)\n`,
    ),
    replace("app/Dockerfile", "COPY app.py .", "COPY app.py meddle.py ./"),
    replace(FILE, "build: app\n", "build: app\n    command: sh -c 'python meddle.py & exec python app.py'\n"),
  );

const counts = failing(
  part,
  "compose: each visit adds exactly one, also fifty at the same time",
  {
    title: "compose: the app looks for a name that nobody has",
    says: /no redis answers at redis:6379/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, "REDIS_HOST: db", "REDIS_HOST: redis"),
  },
  {
    title: "compose: the app looks at another port",
    says: /no redis answers at db:5000/,
    edit: replace(FILE, "REDIS_HOST: db", "REDIS_HOST: db\n      REDIS_PORT: 5000"),
  },
  {
    title: "compose: the app looks for redis in its own container",
    says: /no redis answers at localhost:6379/,
    fingerprint: "OWN_CONTAINER",
    edit: replace(FILE, "REDIS_HOST: db", "REDIS_HOST: localhost"),
  },
  {
    title: "compose: redis with a password that nobody knows",
    says: /Authentication required/,
    edit: replace(FILE, "image: redis\n", "image: redis\n    command: redis-server --requirepass secret\n"),
  },
  {
    title: "app: somebody else counts, too",
    says: /numbers from/,
    edit: meddling('redis.incr("visits")'),
  },
  {
    title: "app: somebody else puts the number back",
    says: /Two visits got the same number/,
    edit: meddling('redis.set("visits", 7)'),
  },
);

export const together = [...valid, ...built, ...up, ...answers, ...given, ...closed, ...named, ...counts];
