import { accepted, all, remove, rename, replace, write } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const WORKER = "worker/Dockerfile";
const SECRET = "    environment:\n      POSTGRES_PASSWORD: postgres\n";

export const right = accepted(
  "voting",
  {
    title: "compose.yaml, map-form build, long ports, networks as a map",
    edit: all(
      replace(FILE, "build: vote", "build:\n      context: ./vote/\n      dockerfile: Dockerfile"),
      replace(FILE, '- "5000:80"', '- target: 80\n        published: "5000"\n        protocol: tcp'),
      replace(
        FILE,
        "postgresql/data\n    networks:\n      - back-tier\n",
        "postgresql/data\n    networks:\n      back-tier:\n        aliases: [database]\n",
      ),
      rename(FILE, "compose.yaml"),
    ),
  },
  {
    title: "worker: the driver is installed where it runs, stages by number, ENTRYPOINT",
    edit: write(
      WORKER,
      "FROM eclipse-temurin:21-jdk\nCOPY Worker.java /\nRUN javac Worker.java\n\nFROM eclipse-temurin:21-jre\nRUN apt-get update && apt-get install -y libpostgresql-jdbc-java && rm -rf /var/lib/apt/lists/*\nCOPY --from=0 /*.class /\nENTRYPOINT java -cp /:/usr/share/java/postgresql.jar Worker\n",
    ),
  },
  {
    title: "built as the compose file says: one context for all, a Dockerfile of another name, a stage, an argument",
    edit: all(
      replace("vote/Dockerfile", "COPY . .", "COPY vote/ ."),
      replace("vote/Dockerfile", "FROM python:3.13-slim", "ARG BASE\nFROM $BASE"),
      replace(
        FILE,
        "build: vote\n",
        "build:\n      context: .\n      dockerfile: vote/Dockerfile\n      args:\n        BASE: python:3.13-slim\n",
      ),
      rename("result/Dockerfile", "result/Dockerfile.prod"),
      replace(FILE, "build: result\n", "build:\n      context: result\n      dockerfile: Dockerfile.prod\n"),
      replace(WORKER, "21-jre", "21-jre AS run"),
      (draft) =>
        draft.write(WORKER, `${draft.read(WORKER)}\nFROM build AS dev\nRUN apt-get --version\nCMD sleep 1000\n`),
      replace(FILE, "build: worker\n", "build:\n      context: worker\n      target: run\n"),
    ),
  },
  {
    title: "fixed ranges of addresses, and an address of its own for the database",
    edit: all(
      replace(
        FILE,
        "  front-tier:\n  back-tier:\n\n",
        "  front-tier:\n    ipam: {config: [{subnet: 172.28.0.0/16}]}\n  back-tier:\n    ipam: {config: [{subnet: 10.5.0.0/24, gateway: 10.5.0.1}]}\n\n",
      ),
      replace(
        FILE,
        "postgresql/data\n    networks:\n      - back-tier\n",
        "postgresql/data\n    networks:\n      back-tier:\n        ipv4_address: 10.5.0.7\n",
      ),
    ),
  },
  {
    title: "nobody needs a password, back-tier leads nowhere, a service more",
    edit: all(
      replace(FILE, SECRET, ""),
      replace(FILE, SECRET, ""),
      replace(FILE, SECRET, "    environment:\n      - POSTGRES_HOST_AUTH_METHOD=trust\n"),
      replace(FILE, "  back-tier:\n\n", "  back-tier:\n    internal: true\n\n"),
      replace(
        FILE,
        "\nnetworks:\n  front",
        "\n  shell:\n    image: redis:8\n    command: sleep 1000\n    init: true\n\nnetworks:\n  front",
      ),
    ),
  },
  {
    title: "healthchecks that are waited for, restarts, limits",
    edit: all(
      replace(
        FILE,
        "image: postgres:17\n",
        "image: postgres:17-trixie\n    restart: always\n    healthcheck:\n      test: [CMD, pg_isready, -h, localhost]\n      interval: 1s\n      retries: 20\n",
      ),
      replace(
        FILE,
        "image: redis:8\n",
        "image: redis\n    restart: always\n    healthcheck:\n      test: redis-cli ping\n      interval: 1s\n",
      ),
      replace(
        FILE,
        "build: worker\n",
        "build: worker\n    restart: always\n    mem_limit: 256m\n    depends_on:\n      db:\n        condition: service_healthy\n      redis:\n        condition: service_healthy\n",
      ),
    ),
  },
  {
    title: "the worker as a jar file, on the JRE of another image",
    edit: all(
      write("worker/manifest", "Main-Class: Worker\nClass-Path: postgresql.jar\n"),
      replace(WORKER, "COPY Worker.java .", "COPY Worker.java manifest ./"),
      replace(
        WORKER,
        "RUN javac -d classes Worker.java",
        "RUN javac -d classes Worker.java && jar -cfm worker.jar manifest -C classes . && jlink --add-modules java.se --output /jre",
      ),
      replace(WORKER, "FROM eclipse-temurin:21-jre", "FROM debian:trixie-slim"),
      replace(
        WORKER,
        "COPY --from=build /src/classes .",
        "COPY --from=build /jre /jre\nCOPY --from=build /src/worker.jar .",
      ),
      replace(WORKER, /CMD.*/, 'CMD ["/jre/bin/java", "-jar", "worker.jar"]'),
    ),
  },
  {
    title: "another password, from .env, and the same lines once",
    edit: all(
      replace(FILE, "services:", `x-secret: &secret\n  POSTGRES_PASSWORD: \${SECRET:?missing}\n\nservices:`),
      replace(FILE, SECRET, "    environment: *secret\n"),
      replace(FILE, SECRET, "    environment: *secret\n"),
      replace(FILE, SECRET, "    environment: *secret\n"),
      write(".env", "SECRET=correct horse battery staple\n"),
    ),
  },
  {
    title: "vote in gunicorn on another port, result from a package.json that starts the debugger",
    edit: all(
      replace("vote/Dockerfile", '"redis~=6.0"', "redis gunicorn"),
      replace("vote/Dockerfile", /CMD.*/, 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--threads", "8", "vote:app"]'),
      replace(FILE, "5000:80", "5000:8000"),
      write(
        "result/package.json",
        '{"dependencies": {"express": "^5.0.0", "pg": "^8.0.0"}, "scripts": {"start": "node --inspect=0.0.0.0:5858 result.js"}}',
      ),
      replace("result/Dockerfile", "RUN npm install express@5 pg@8\n", "COPY package.json .\nRUN npm install\n"),
      replace("result/Dockerfile", /CMD.*/, 'CMD ["npm", "start"]'),
      replace(FILE, /\n {4}command: node.*/, ""),
      replace(FILE, "127.0.0.1:5858:5858", "5858:5858"),
    ),
  },
  {
    title: "start scripts that wait for redis and the database",
    edit: all(
      write(
        "vote/start.sh",
        "#!/bin/sh\nuntil python -c 'import socket; socket.create_connection((\"redis\", 6379), 1)' 2>/dev/null; do sleep 0.2; done\nexec python vote.py\n",
      ),
      replace("vote/Dockerfile", /CMD.*/, 'CMD ["sh", "start.sh"]'),
      write(
        "result/start.js",
        'const { connect } = require("node:net");\nconst wait = () => connect(5432, "db", () => require("./result.js")).on("error", () => setTimeout(wait, 200));\nwait();\n',
      ),
      replace("result/Dockerfile", /CMD.*/, 'CMD ["node", "start.js"]'),
      replace(FILE, "--inspect=0.0.0.0:5858 result.js", "--inspect=0.0.0.0:5858 start.js"),
    ),
  },
  {
    title: "the password of the database from a secret, a file that Compose writes, options for its server",
    edit: all(
      replace(
        FILE,
        "image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n",
        "image: postgres:17\n    command: postgres -c max_connections=50\n    shm_size: 96mb\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/password\n    secrets: [password]\n    configs:\n      - {source: more, target: /docker-entrypoint-initdb.d/more.sql}\n",
      ),
      write("password.txt", "postgres\n"),
      (draft) =>
        draft.write(
          FILE,
          `${draft.read(FILE)}\nsecrets:\n  password:\n    file: password.txt\n\nconfigs:\n  more:\n    content: CREATE TABLE more (word text);\n`,
        ),
    ),
  },
  {
    title: "two workers",
    edit: replace(FILE, "build: worker\n", "build: worker\n    deploy:\n      replicas: 2\n"),
  },
  {
    title: "the data in a folder of its own in the volume, votes in the queue on a volume, too",
    edit: all(
      replace(
        FILE,
        "image: postgres:17\n    environment:\n",
        "image: postgres:17\n    environment:\n      PGDATA: /data/here\n",
      ),
      replace(FILE, "db-data:/var/lib/postgresql/data", "db-data:/data"),
      replace(
        FILE,
        "image: redis:8\n",
        "image: redis:8\n    command: redis-server --appendonly yes\n    volumes:\n      - queue:/data\n",
      ),
      replace(FILE, "  db-data:\n", "  db-data:\n  queue:\n"),
    ),
  },
  {
    title: "other choices, other names of Dockerfiles, ports in an override",
    edit: all(
      rename("vote/Dockerfile", "vote/vote.Dockerfile"),
      replace("vote/.dockerignore", "Dockerfile", "*.Dockerfile"),
      write(
        "vote/Dockerfile",
        "# For the checker's first look only; Compose takes the other one.\nFROM python:3.13-slim\n",
      ),
      replace(
        FILE,
        "build: vote\n",
        "build:\n      context: vote\n      dockerfile: vote.Dockerfile\n    environment:\n      OPTION_A: Tea\n",
      ),
      replace(FILE, '    ports:\n      - "5000:80"\n', ""),
      write("docker-compose.override.yml", 'services:\n  vote:\n    ports: ["5000:80"]\n'),
      remove("result/.dockerignore"),
    ),
  },
  {
    title: "written on Windows: line ends and byte order mark",
    edit: (draft) => draft.write(FILE, `\ufeff${draft.read(FILE).replaceAll("\n", "\r\n")}`),
  },
);
