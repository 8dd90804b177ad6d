import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { below, composeMistakes } from "../../../kit/answers/compose.ts";
import { FAKE_APP } from "./image.ts";

const FILE = "docker-compose.yml";
const part = "NAME";

const valid = failing(
  part,
  "compose: the file is there and valid",
  composeMistakes.named("my-compose.yml"),
  composeMistakes.tabs("app"),
  composeMistakes.unknownKey("ports", "prots"),
);

const built = failing(
  part,
  "compose: app is built from your Dockerfile",
  composeMistakes.notBuilt("app", "python:3.13-slim", /The service app is not built/),
  composeMistakes.absentFolder("app", "web"),
);

const up = failing(
  part,
  "compose: one up starts everything",
  composeMistakes.absentProgram("build: app", "command", "pyhton"),
  {
    title: "compose: three containers, and one port of the machine for them",
    says: /app cannot have 3 containers/,
    fingerprint: "PORT_TAKEN",
    edit: below("build: app", "    scale: 3\n"),
  },
);

const answers = failing(
  part,
  "compose: the app answers on port 8000",
  {
    title: "compose: no port is published",
    says: /no published port/,
    edit: replace(FILE, /\n {4}ports:\n.*\n/, "\n"),
  },
  {
    title: "compose: another port of the container",
    says: /does not listen on port 80: it listens on port 8000/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, "8000:8000", "8000:80"),
  },
  {
    title: "compose: another program on this port",
    says: /is not the app/,
    edit: below("build: app", "    command: python -m http.server 8000\n"),
  },
);

const given = failing(
  part,
  "compose: the containers run the given code",
  {
    title: "cheat: another program is mounted over the given one",
    says: /does its work without the given app\.py/,
    edit: all(write("other.py", FAKE_APP), below("build: app", "    volumes: [./other.py:/app/app.py:ro]\n")),
  },
  {
    title: "cheat: the compose file starts another program beside the given one",
    says: /does its work without the given app\.py/,
    edit: all(
      write("app/other.py", FAKE_APP),
      replace("app/Dockerfile", "COPY app.py .", "COPY app.py other.py ./"),
      below("build: app", "    command: python other.py\n"),
    ),
  },
);

export const compose = [...valid, ...built, ...up, ...answers, ...given];
