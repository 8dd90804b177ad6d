import { all, failing, replace, write } from "../../../../kit/answers/answers.ts";
import { below, composeMistakes } from "../../../../kit/answers/compose.ts";

const FILE = "docker-compose.yml";
const PORTS = '    ports:\n      - "8000:80"\n';
const part = "part2";

const valid = failing(
  part,
  "compose: the file is there and valid",
  composeMistakes.named("docker_compose.yml"),
  composeMistakes.tabs("rng"),
  composeMistakes.unknownKey("build", "biuld", " rng"),
  {
    title: "compose: services without the key services",
    says: /rng|not allowed/,
    edit: replace(FILE, "services:\n", ""),
  },
  {
    title: "compose: a service twice",
    says: /not valid YAML[\s\S]*unique/i,
    edit: replace(FILE, "  hasher:\n", "  rng:\n"),
  },
  composeMistakes.undeclaredNetwork(below("build: rng", "    networks: [mine]\n")),
);

const built = failing(
  part,
  "compose: rng, hasher, worker and webui are built from your Dockerfiles",
  composeMistakes.notBuilt(
    "rng",
    "dockercoins/rng:v0.1",
    /The service rng is not built[\s\S]*the image dockercoins\/rng:v0\.1/,
  ),
  { title: "compose: no worker", says: /There is no service worker/, edit: replace(FILE, / {2}worker:\n.*\n/, "") },
  {
    title: "compose: a service by another name",
    says: /There is no service rng/,
    edit: replace(FILE, "  rng:", "  random:"),
  },
  composeMistakes.absentFolder("rng", "random"),
  {
    title: "compose: one of the images does not build",
    says: /hasher\/hashr\.rb/,
    fingerprint: "FILE_MISSING",
    edit: replace("hasher/Dockerfile", "COPY hasher.rb", "COPY hashr.rb"),
  },
);

const up = failing(
  part,
  "compose: one up starts everything",
  {
    title: "compose: the same port for two services",
    says: /published twice/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "    build: rng\n", '    build: rng\n    ports: ["8000:80"]\n'),
  },
  {
    title: "compose: three containers of a service, and one port of the machine for them",
    says: /rng cannot have 3 containers[\s\S]*port 8001 leads to port 80 of rng/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "build: rng\n", 'build: rng\n    ports: ["8001:80"]\n    deploy:\n      replicas: 3\n'),
  },
  composeMistakes.absentProgram("build: rng", "command", "rngd"),
  {
    title: "compose: waits for a server to come to its end",
    says: /worker waits for rng to complete successfully[\s\S]*rng is still running/,
    slow: true,
    edit: replace(
      FILE,
      "build: worker",
      "build: worker\n    depends_on:\n      rng:\n        condition: service_completed_successfully",
    ),
  },
  composeMistakes.neverHealthy("waits for a service that never gets healthy", /unhealthy/, "worker", {
    name: "redis",
    first: "image: redis",
    url: "http://localhost/",
  }),
);

const named = failing(
  part,
  "compose: rng, hasher and redis answer the worker by name",
  {
    title: "compose: redis by another name",
    says: /nobody by the name redis/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, "  redis:", "  db:"),
  },
  {
    title: "compose: no redis",
    says: /nobody by the name redis/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, /\n {2}redis:\n.*\n/, "\n"),
  },
  {
    title: "compose: the worker on another network than rng",
    says: /nobody by the name rng[\s\S]*networks/,
    fingerprint: "NAME_UNKNOWN",
    edit: all(replace(FILE, "build: rng\n", "build: rng\n    networks: [dice]\n"), (draft) =>
      draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  dice:\n`),
    ),
  },
  { title: "compose: two folders swapped", says: /hasher|rng/, edit: replace(FILE, "build: hasher", "build: rng") },
  {
    title: "compose: redis with a password that nobody knows",
    says: /NOAUTH/,
    edit: replace(FILE, "image: redis", "image: redis\n    command: redis-server --requirepass secret"),
  },
  {
    title: "compose: an empty folder is mounted over the code",
    says: /rng exited with code[\s\S]*can't open file/,
    fingerprint: "MOUNT_HIDES",
    edit: all(
      write("nothing/.keep", ""),
      replace(FILE, "build: rng", "build: rng\n    volumes:\n      - ./nothing:/app"),
    ),
  },
  {
    title: "compose: rng listens where the worker does not ask",
    says: /ECONNREFUSED/,
    edit: replace("rng/Dockerfile", /CMD.*/, 'CMD ["flask", "--app", "rng", "run", "--host", "0.0.0.0"]'),
  },
  {
    title: "compose: the worker's image has no command",
    says: /worker exited with code/,
    fingerprint: "ENDED_EARLY",
    edit: replace("worker/Dockerfile", /CMD.*/, 'CMD ["true"]'),
  },
);

const page = failing(
  part,
  "compose: the page answers on port 8000",
  { title: "compose: no port is published", says: /no published port/, edit: replace(FILE, PORTS, "") },
  {
    title: "compose: ports the wrong way round",
    says: /order of the two numbers/,
    fingerprint: "PORTS_REVERSED",
    edit: replace(FILE, "8000:80", "80:8000"),
  },
  {
    title: "compose: another port of the machine",
    says: /port 8080 leads to port 80 of webui/,
    edit: replace(FILE, "8000:80", "8080:80"),
  },
  {
    title: "compose: any port of the machine",
    says: /port \(any\) leads to port 80/,
    edit: replace(FILE, '"8000:80"', '"80"'),
  },
  {
    title: "compose: another port of the container",
    says: /does not answer on port 8000/,
    edit: replace(FILE, "8000:80", "8000:8000"),
  },
  {
    title: "compose: the port is published for the worker",
    says: /port 8000 leads to port 80 of worker/,
    edit: all(replace(FILE, PORTS, ""), replace(FILE, "build: worker\n", `build: worker\n${PORTS}`)),
  },
  {
    title: "compose: webui does not reach redis",
    says: /status 503/,
    fingerprint: "NAME_UNKNOWN",
    edit: all(replace(FILE, "build: webui\n", "build: webui\n    networks: [page]\n"), (draft) =>
      draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  page:\n`),
    ),
  },
  {
    title: "compose: webui with redis 5",
    says: /status 503/,
    fingerprint: "REDIS_TOO_NEW",
    edit: replace("webui/Dockerfile", "redis@3", "redis@5"),
  },
);

export const part2 = [...valid, ...built, ...up, ...named, ...page];
