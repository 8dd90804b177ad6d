import { chmodSync } from "node:fs";
import { join } from "node:path";
import { all, replace, write } from "../../kit/answers/answers.ts";
import { FILE, type Message, UP, visits, voting } from "./message.ts";

/** What is seen when a stack is started and asked. */
export const stacks: readonly Message[] = [
  {
    name: "a-healthcheck-that-calls-what-the-image-lacks",
    ...visits,
    until: UP,
    edit: all(
      replace(
        FILE,
        "image: redis\n",
        "image: redis\n    healthcheck:\n      test: wget -q http://localhost/\n      interval: 1s\n      retries: 1\n",
      ),
      replace(FILE, "build: app", "build: app\n    depends_on:\n      db: {condition: service_healthy}"),
    ),
  },
  {
    name: "a-healthcheck-with-windows-line-ends",
    ...visits,
    until: UP,
    edit: all(
      (work) => {
        work.write("look/ping.sh", "#!/bin/sh\r\nredis-cli ping\r\n");
        chmodSync(join(work.dir, "look/ping.sh"), 0o755);
      },
      replace(
        FILE,
        "image: redis\n",
        "image: redis\n    healthcheck:\n      test: /look/ping.sh\n      interval: 1s\n      retries: 1\n",
      ),
      replace(FILE, "      - visits:/data\n", "      - visits:/data\n      - ./look:/look\n"),
      replace(FILE, "build: app", "build: app\n    depends_on:\n      db: {condition: service_healthy}"),
    ),
  },
  {
    name: "somebody-who-waits-for-the-health-of-what-has-no-healthcheck",
    ...visits,
    until: UP,
    edit: replace(FILE, "build: app", "build: app\n    depends_on:\n      db: {condition: service_healthy}"),
  },
  {
    name: "a-mount-that-hides-the-code",
    ...visits,
    until: "compose: the app answers on port 5000",
    edit: replace(FILE, "build: app\n", "build: app\n    volumes: [./:/app]\n"),
  },
  {
    name: "a-mount-that-hides-the-packages",
    ...voting,
    until: "compose: the page of result answers on port 5001, and its numbers too",
    edit: replace(FILE, "build: result\n", "build: result\n    volumes: [./result:/app]\n"),
  },
  {
    name: "a-variable-that-is-set-nowhere",
    ...visits,
    until: "compose: each visit adds exactly one, also fifty at the same time",
    edit: replace(FILE, "REDIS_HOST: db", `REDIS_HOST: \${NOTEBOOK}`),
  },
  {
    name: "a-port-that-is-set-nowhere",
    ...visits,
    until: "compose: the app answers on port 5000",
    edit: replace(FILE, '"5000:5000"', `"\${DOOR}:5000"`),
  },
  {
    name: "a-second-compose-file-that-is-ignored",
    part: "part2",
    until: "compose: rng, hasher, worker and webui are built from your Dockerfiles",
    edit: write("compose.yml", "services:\n  rng:\n    build: rng\n"),
  },
  {
    name: "a-service-with-profiles",
    part: "part2",
    until: "compose: rng, hasher, worker and webui are built from your Dockerfiles",
    edit: replace(FILE, "build: hasher\n", "build: hasher\n    profiles: [later]\n"),
  },
  {
    name: "a-network-too-many",
    ...voting,
    until: "networks: redis, db and worker are on back-tier only, vote and result on both",
    edit: replace(FILE, '"5000:80"\n    networks:\n', '"5000:80"\n    networks:\n      - default\n'),
  },
];
