import { accepted, all, link, rename, replace, write } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const DOCKERFILE = "app/Dockerfile";
const PORTS = '    ports:\n      - "5000:5000"\n';
/** Passes visits on; 502 while nobody is there. */
const PROXY = `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import urlopen

class Proxy(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status, body = 200, urlopen("http://app:5000" + self.path).read()
        except HTTPError as error:
            status, body = error.code, error.read()
        except OSError:
            status, body = 502, b"Bad Gateway"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

ThreadingHTTPServer.request_queue_size = 100
ThreadingHTTPServer(("0.0.0.0", 5000), Proxy).serve_forever()
`;

export const right = accepted(
  "visits",
  {
    title: "built as the compose file says: the context above, a stage before the last, an argument without a default",
    edit: all(
      write(
        DOCKERFILE,
        "ARG PYTHON\nFROM python:$PYTHON AS app\nWORKDIR /app\nRUN pip install flask redis\nCOPY app/app.py .\nCMD python app.py\n\nFROM app AS dev\nCMD python -m flask --app app run --debug\n",
      ),
      replace(
        FILE,
        "build: app\n",
        "build:\n      context: .\n      dockerfile: app/Dockerfile\n      target: app\n      args: [PYTHON=3.13-slim]\n",
      ),
    ),
  },
  {
    title: "as short as it can be: no WORKDIR, no EXPOSE, no USER, the environment as a list, flow style",
    edit: all(
      write(DOCKERFILE, 'FROM python\nRUN pip install flask redis\nCOPY app.py /\nCMD ["python", "/app.py"]\n'),
      write(
        FILE,
        'services: {app: {build: app, environment: [REDIS_HOST=db], ports: ["5000:5000"]}, db: {image: redis, volumes: ["pages:/data"]}}\nvolumes: {pages: }\n',
      ),
    ),
  },
  {
    title: "compose.yaml, map-form build, long port and volume syntax, a port that is said",
    edit: all(
      replace(FILE, "build: app", "build:\n      context: ./app/\n      dockerfile: Dockerfile"),
      replace(FILE, '- "5000:5000"', '- target: 5000\n        published: "5000"\n        protocol: tcp'),
      replace(FILE, "- visits:/data", "- type: volume\n        source: visits\n        target: /data"),
      replace(FILE, "REDIS_HOST: db", 'REDIS_HOST: db\n      REDIS_PORT: "6379"'),
      rename(FILE, "compose.yaml"),
    ),
  },
  {
    title: "redis writes each visit at once, on another port, under a name of its own",
    edit: all(
      replace(
        FILE,
        "image: redis\n",
        'image: redis:8\n    entrypoint: sh -c "exec redis-server --port 7000 --appendonly yes"\n    networks:\n      default:\n        aliases: [notebook]\n',
      ),
      replace(FILE, "REDIS_HOST: db", "REDIS_HOST: notebook\n      REDIS_PORT: 7000"),
    ),
  },
  {
    title: "db has a container_name, and the app calls it by that; its port is open on two addresses of this machine",
    edit: all(
      replace(FILE, '- "5000:5000"', '- "127.0.0.1:5000:5000"\n      - "[::1]:5000:5000"'),
      replace(FILE, "image: redis\n", "image: redis\n    container_name: notebook\n"),
      replace(FILE, "REDIS_HOST: db", "REDIS_HOST: notebook"),
    ),
  },
  {
    title: "two networks with names, a host name for the app, values from .env",
    edit: all(
      replace(FILE, "build: app", "build: app\n    hostname: counter\n    networks: [front, back]"),
      replace(FILE, "image: redis\n", "image: redis\n    networks: [back]\n"),
      replace(FILE, "REDIS_HOST: db", `REDIS_HOST: \${DB}`),
      write(".env", "DB=db\n"),
      (draft) => draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  front:\n  back:\n    internal: true\n`),
    ),
  },
  {
    title: "healthchecks that are waited for (one of them is a visitor), restarts, limits",
    edit: all(
      replace(
        FILE,
        "image: redis\n",
        "image: redis\n    restart: always\n    healthcheck:\n      test: [CMD, redis-cli, ping]\n      interval: 1s\n",
      ),
      replace(
        FILE,
        "build: app",
        "build: app\n    restart: unless-stopped\n    depends_on:\n      db:\n        condition: service_healthy\n    healthcheck:\n      test: python -c 'import urllib.request as r; r.urlopen(\"http://localhost:5000/\")'\n      interval: 1s\n    deploy:\n      resources:\n        limits:\n          memory: 128m",
      ),
    ),
  },
  {
    title: "ready for compose watch, annotated, with a virtual environment of the student's own machine",
    edit: all(
      replace(
        FILE,
        "build: app\n",
        "build: app\n    annotations: {team: blue}\n    develop:\n      watch:\n        - {action: sync+restart, path: ./app, target: /app}\n        - {action: rebuild, path: app/Dockerfile}\n",
      ),
      link(".venv/bin/python3", "/usr/bin/env"),
      write(".venv/pyvenv.cfg", "home = /usr/bin\n"),
    ),
  },
  {
    title: "gunicorn out of a virtual environment from another stage",
    edit: write(
      DOCKERFILE,
      'FROM python:3.13-slim AS packages\nRUN python -m venv /venv && /venv/bin/pip install flask redis gunicorn\n\nFROM python:3.13-slim\nCOPY --from=packages /venv /venv\nCOPY app.py /srv/\nWORKDIR /srv\nENTRYPOINT ["/venv/bin/gunicorn", "--bind", "0.0.0.0:5000", "--threads", "8"]\nCMD ["app:app"]\n',
    ),
  },
  {
    title: "the image knows a name for redis that the environment may overrule, and another port in the stack",
    edit: all(
      replace(DOCKERFILE, "EXPOSE 5000", "ENV REDIS_HOST=db REDIS_PORT=6379"),
      replace(
        FILE,
        /\n {4}environment:\n.*\n/,
        "\n    command: flask --app app run --host 0.0.0.0 --port 80\n    user: root\n",
      ),
      replace(FILE, "5000:5000", "5000:80"),
    ),
  },
  {
    title: "a start script that waits for redis, and then makes room for the app",
    edit: all(
      write(
        "app/start.sh",
        '#!/bin/sh\nuntil python -c \'import os, socket; socket.create_connection((os.environ["REDIS_HOST"], int(os.environ.get("REDIS_PORT", 6379))), 1)\' 2>/dev/null; do sleep 0.2; done\nexec python app.py\n',
      ),
      replace(DOCKERFILE, "COPY app.py .", "COPY app.py start.sh ."),
      replace(DOCKERFILE, /CMD.*/, 'CMD ["sh", "start.sh"]'),
      replace(FILE, "build: app", "build: app\n    depends_on: [db]"),
    ),
  },
  {
    title: "ports in an override that Compose takes by itself, extra services: one that goes on, one that ends",
    edit: all(
      replace(FILE, PORTS, ""),
      write("docker-compose.override.yml", 'services:\n  app:\n    ports: ["5000:5000"]\n'),
      replace(
        FILE,
        "\nvolumes:\n",
        "\n  shell:\n    image: redis\n    command: sleep 1000\n    init: true\n  greeter:\n    image: redis\n    command: echo hello\n\nvolumes:\n",
      ),
    ),
  },
  {
    title: "the app is started again when db is, and db has two volumes",
    edit: all(
      replace(
        FILE,
        "build: app",
        "build: app\n    depends_on:\n      db:\n        condition: service_started\n        restart: true",
      ),
      replace(FILE, "      - visits:/data\n", "      - visits:/data\n      - spare:/spare\n"),
      replace(FILE, /\nvolumes:\n/, "\nvolumes:\n  spare:\n"),
    ),
  },
  {
    title: "a proxy publishes the port, for three apps, and has to wait for them",
    edit: all(
      replace(FILE, PORTS, "    command: sh -c 'sleep 2; exec python app.py'\n    deploy:\n      replicas: 3\n"),
      write("door/proxy.py", PROXY),
      replace(
        FILE,
        "\nvolumes:\n",
        `\n  door:\n    image: python:3.13-slim\n    command: python /door/proxy.py\n    init: true\n    volumes: ["./door:/door:ro"]\n${PORTS}\nvolumes:\n`,
      ),
    ),
  },
  {
    title: "an app that ends as long as redis is away when it starts, and is started again until it is there",
    edit: all(
      replace(
        DOCKERFILE,
        /CMD.*/,
        `CMD python -c 'import os, socket; socket.create_connection((os.environ["REDIS_HOST"], int(os.environ.get("REDIS_PORT", 6379))), 1)' && exec python app.py`,
      ),
      replace(FILE, "build: app", "build: app\n    restart: always"),
      replace(FILE, "image: redis\n", 'image: redis\n    command: sh -c "sleep 2; exec redis-server"\n'),
    ),
  },
  {
    title: "a range of ports, one for each of three app containers",
    edit: replace(FILE, '"5000:5000"', '"5000-5002:5000"'),
  },
  {
    title: "a shell in front of the app that keeps the request to stop to itself",
    slow: true,
    edit: replace(DOCKERFILE, /CMD.*/, "CMD python app.py; echo ended"),
  },
  {
    title: "written on Windows: line ends and byte order mark",
    edit: (draft) => {
      for (const file of [FILE, DOCKERFILE]) draft.write(file, draft.read(file).replaceAll("\n", "\r\n"));
      draft.write(FILE, `\ufeff${draft.read(FILE)}`);
    },
  },
);
