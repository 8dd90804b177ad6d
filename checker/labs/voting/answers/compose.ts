import { chmodSync } from "node:fs";
import { join } from "node:path";
import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { composeMistakes } from "../../../kit/answers/compose.ts";
import { FAKE_RESULT, FAKE_VOTE } from "./images.ts";

const FILE = "docker-compose.yml";
const part = "voting";

const valid = failing(
  part,
  "compose: the file is there and valid",
  composeMistakes.named("my-compose.yml"),
  composeMistakes.undeclaredVolume("db-data"),
  composeMistakes.tabs("vote"),
  composeMistakes.undeclaredNetwork(replace(FILE, /networks:\n {2}front-tier:\n/, "networks:\n")),
);

const built = failing(
  part,
  "compose: vote, worker and result are built from your Dockerfiles, redis and db are there",
  composeMistakes.notBuilt(
    "worker",
    "redis:8",
    /The service worker is not built[\s\S]*the image redis:8/,
    "somebody else's worker",
  ),
  {
    title: "compose: the database by its own name",
    says: /There is no service db/,
    edit: replace(FILE, "  db:\n", "  postgres:\n"),
  },
  { title: "compose: no redis", says: /There is no service redis/, edit: replace(FILE, "  redis:\n", "  queue:\n") },
  composeMistakes.absentFolder("result", "results"),
);

const up = failing(
  part,
  "compose: one up starts everything",
  {
    title: "compose: both pages on one port",
    says: /Port 5000 of the machine is published twice/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "5001:80", "5000:80"),
  },
  {
    title: "compose: two ballot boxes, and one port of the machine for them",
    says: /vote cannot have 2 containers[\s\S]*port 5000 leads to port 80 of vote/,
    fingerprint: "PORT_TAKEN",
    edit: replace(FILE, "build: vote\n", "build: vote\n    deploy:\n      replicas: 2\n"),
  },
  composeMistakes.absentProgram("image: redis:8", "entrypoint", "redisd"),
  {
    title: "compose: waits for the health of a database that has no healthcheck",
    says: /neither the service db nor its image has a healthcheck/,
    edit: replace(
      FILE,
      "build: worker",
      "build: worker\n    depends_on:\n      db:\n        condition: service_healthy",
    ),
  },
  {
    title: "compose: waits for a redis whose healthcheck was written on Windows",
    says: /vote waits for redis[\s\S]*\/look\/ping\.sh is there[\s\S]*ping\.sh: not found/,
    fingerprint: "WINDOWS_LINES",
    edit: all(
      (draft) => {
        draft.write("look/ping.sh", "#!/bin/sh\r\nredis-cli ping\r\n");
        chmodSync(join(draft.dir, "look/ping.sh"), 0o755);
      },
      replace(
        FILE,
        "image: redis:8\n",
        "image: redis:8\n    volumes: [./look:/look]\n    healthcheck:\n      test: /look/ping.sh\n      interval: 1s\n      retries: 1\n",
      ),
      replace(FILE, "build: vote", "build: vote\n    depends_on:\n      redis:\n        condition: service_healthy"),
    ),
  },
  composeMistakes.neverHealthy(
    "waits for a database that never gets healthy",
    /worker waits for db to become healthy[\s\S]*it is unhealthy[\s\S]*curl/,
    "worker",
    { name: "db", first: "image: postgres:17", url: "http://localhost:5432" },
  ),
);

const votePage = failing(
  part,
  "compose: the page of vote answers on port 5000",
  {
    title: "compose: vote is not published",
    says: /No service publishes port 5000/,
    edit: replace(FILE, '    ports:\n      - "5000:80"\n', ""),
  },
  {
    title: "compose: the ports of vote the wrong way round",
    says: /order of the two numbers/,
    fingerprint: "PORTS_REVERSED",
    edit: replace(FILE, "5000:80", "80:5000"),
  },
  {
    title: "compose: another port of the container",
    says: /does not listen on port 5000: it listens on port 80/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, "5000:80", "5000:5000"),
  },
);

const resultPage = failing(
  part,
  "compose: the page of result answers on port 5001, and its numbers too",
  {
    title: "compose: nobody gives the database a password",
    says: /db exited with code[\s\S]*superuser password is not specified/,
    edit: replace(
      FILE,
      "image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n",
      "image: postgres:17\n",
    ),
  },
  {
    title: "compose: result is not published",
    says: /No service publishes port 5001/,
    edit: replace(FILE, '      - "5001:80"\n', ""),
  },
  {
    title: "compose: result is told another password",
    says: /password authentication failed/,
    edit: replace(
      FILE,
      '"127.0.0.1:5858:5858"\n    environment:\n      POSTGRES_PASSWORD: postgres',
      '"127.0.0.1:5858:5858"\n    environment:\n      POSTGRES_PASSWORD: secret',
    ),
  },
  {
    title: "compose: another user for the database",
    says: /authentication failed|role "postgres" does not exist/,
    edit: replace(
      FILE,
      "image: postgres:17\n    environment:\n",
      "image: postgres:17\n    environment:\n      POSTGRES_USER: voter\n",
    ),
  },
);

const given = failing(
  part,
  "compose: the containers run the given code",
  {
    title: "cheat: the compose file starts another ballot box",
    says: /does its work without the given vote\.py/,
    edit: all(
      write("vote/ballots.py", FAKE_VOTE),
      replace(FILE, "build: vote\n", "build: vote\n    command: python ballots.py\n"),
    ),
  },
  {
    title: "cheat: the compose file starts another score board, with the debugger's door",
    says: /does its work without the given result\.js/,
    edit: all(
      write("result/sums.js", FAKE_RESULT),
      replace(FILE, "--inspect=0.0.0.0:5858 result.js", "--inspect=0.0.0.0:5858 sums.js"),
    ),
  },
);

const debuggable = failing(
  part,
  "compose: the debugger of result answers on port 5858",
  {
    title: "compose: the debugger is not published",
    says: /No service publishes port 5858/,
    edit: replace(FILE, '      - "127.0.0.1:5858:5858"\n', ""),
  },
  {
    title: "compose: result is started without the debugger",
    says: /does not listen on port 5858/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, /\n {4}command: node.*/, ""),
  },
  {
    title: "compose: the debugger listens for its own container only",
    says: /listens on 127\.0\.0\.1 only/,
    fingerprint: "LOOPBACK_ONLY",
    edit: replace(FILE, "--inspect=0.0.0.0:5858", "--inspect=5858"),
  },
  {
    title: "compose: the debugger's port leads to the page",
    says: /no debugger of Node/,
    edit: replace(FILE, "127.0.0.1:5858:5858", "127.0.0.1:5858:80"),
  },
);

export const compose = [...valid, ...built, ...up, ...votePage, ...resultPage, ...given, ...debuggable];
