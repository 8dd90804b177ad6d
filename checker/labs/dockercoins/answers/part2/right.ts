import { accepted, all, link, rename, replace, write } from "../../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";

export const part2 = accepted(
  "part2",
  {
    title: "compose.yaml, map-form build, long port syntax",
    edit: all(
      replace(FILE, "build: rng", "build:\n      context: ./rng/\n      dockerfile: Dockerfile"),
      replace(FILE, '- "8000:80"', '- target: 80\n        published: "8000"\n        protocol: tcp'),
      rename(FILE, "compose.yaml"),
    ),
  },
  {
    title: "compose.yml, an address before the port, the images have names",
    edit: all(
      replace(FILE, '"8000:80"', "0.0.0.0:8000:80"),
      replace(FILE, "build: rng", "build: rng\n    image: coins/rng:1.0"),
      rename(FILE, "compose.yml"),
    ),
  },
  {
    title: "docker-compose.yaml, a protocol after the port, a service per network",
    edit: all(
      replace(FILE, '"8000:80"', "8000:80/tcp"),
      replace(FILE, "build: rng\n", "build: rng\n    networks: [dice]\n"),
      replace(FILE, "build: hasher\n", "build: hasher\n    networks: [press]\n"),
      replace(FILE, "build: worker\n", "build: worker\n    networks: [dice, press, store]\n"),
      replace(FILE, "build: webui\n", "build: webui\n    networks: [store]\n"),
      (draft) =>
        draft.write(FILE, `${draft.read(FILE)}    networks: [store]\n\nnetworks:\n  dice:\n  press:\n  store:\n`),
      rename(FILE, "docker-compose.yaml"),
    ),
  },
  {
    title: "healthchecks that are waited for, restarts, limits",
    edit: all(
      replace(
        FILE,
        "image: redis",
        "image: redis:8\n    restart: always\n    healthcheck:\n      test: [CMD, redis-cli, ping]\n      interval: 1s",
      ),
      replace(
        FILE,
        "build: worker",
        "build: worker\n    restart: unless-stopped\n    depends_on:\n      redis:\n        condition: service_healthy",
      ),
      replace(FILE, "build: rng", "build: rng\n    deploy:\n      resources:\n        limits:\n          memory: 128m"),
    ),
  },
  {
    title: "extra services: one that goes on, one that ends",
    edit: (draft) =>
      draft.write(
        FILE,
        `${draft.read(FILE)}\n  shell:\n    image: redis\n    command: sleep 1000\n    init: true\n  greeter:\n    image: redis\n    command: echo hello\n`,
      ),
  },
  {
    title: "harmless mounts: a volume for redis, code over the same code",
    edit: all(
      replace(
        FILE,
        "image: redis",
        "image: redis\n    volumes:\n      - coins:/data\n    command: redis-server --appendonly yes",
      ),
      replace(FILE, "build: rng", "build: rng\n    volumes:\n      - ./rng:/app:ro"),
      (draft) => draft.write(FILE, `${draft.read(FILE)}\nvolumes:\n  coins:\n`),
    ),
  },
  {
    title: "anchors, extension fields, values from .env",
    edit: all(
      replace(
        FILE,
        "services:",
        "x-common: &common\n  labels:\n    course: docker\n  environment:\n    TZ: Europe/Berlin\n\nservices:",
      ),
      replace(FILE, "build: rng", "<<: *common\n    build: rng"),
      replace(FILE, '"8000:80"', `"\${PAGE_PORT:?missing}:80"`),
      write(".env", "PAGE_PORT=8000\n"),
    ),
  },
  {
    title: "ports in an override that Compose takes by itself",
    edit: all(
      replace(FILE, '    ports:\n      - "8000:80"\n', ""),
      write("docker-compose.override.yml", 'services:\n  webui:\n    ports: ["8000:80"]\n'),
    ),
  },
  {
    title: "tabs are comments' affair, flow style, one replica, JSON",
    edit: write(
      FILE,
      '# \t all in one\n{"services": {"rng": {"build": "rng"}, "hasher": {"build": "hasher", "scale": 1}, "worker": {"build": "worker", "deploy": {"replicas": 1}}, "webui": {"build": "webui", "ports": ["8000:80"]}, "redis": {"image": "redis"}}}\n',
    ),
  },
  {
    title: "Dockerfiles by other names, a shared build argument",
    edit: all(
      rename("rng/Dockerfile", "rng/rng.Dockerfile"),
      replace(
        FILE,
        "build: rng",
        "build:\n      context: rng\n      dockerfile: rng.Dockerfile\n      args:\n        COLOUR: blue",
      ),
    ),
  },
  {
    title: "a folder that is a link to another one, base images that are to be fetched anew, what nothing uses",
    edit: all(
      rename("hasher", "hashes/hasher"),
      link("hasher", "hashes/hasher"),
      link("env/bin/python3", "/usr/bin/env"),
      replace(FILE, "build: rng\n", "build:\n      context: rng\n      pull: true\n"),
    ),
  },
  {
    title: "written on Windows: line ends and byte order mark",
    edit: (draft) => draft.write(FILE, `\ufeff${draft.read(FILE).replaceAll("\n", "\r\n")}`),
  },
);
