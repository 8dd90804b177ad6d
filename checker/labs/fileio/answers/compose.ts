import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { below, composeMistakes } from "../../../kit/answers/compose.ts";
import { FAKE_WEBAPP } from "./webapp.ts";
import { FAKE_WRITER } from "./writer.ts";

const FILE = "docker-compose.yml";
const PORTS = '    ports:\n      - "8000:8000"\n';
const part = "fileio";

const valid = failing(
  part,
  "compose: the file is there and valid",
  composeMistakes.named("compose.txt"),
  composeMistakes.tabs("webapp"),
  composeMistakes.unknownKey("ports", "port"),
  composeMistakes.undeclaredNetwork(below("build: writer", "    networks: [back]\n")),
);

const built = failing(
  part,
  "compose: writer and webapp are built from your Dockerfiles",
  composeMistakes.notBuilt("writer", "writer", /The service writer is not built/),
  composeMistakes.absentFolder("webapp", "web"),
  {
    title: "compose: webapp by another name",
    says: /There is no service webapp/,
    edit: replace(FILE, "  webapp:\n", "  web:\n"),
  },
);

const up = failing(
  part,
  "compose: one up starts everything",
  {
    title: "compose: the same port for both services",
    says: /published twice/,
    fingerprint: "PORT_TAKEN",
    edit: below("build: writer", '    ports: ["8000:7000"]\n'),
  },
  composeMistakes.absentProgram("build: writer", "entrypoint", "writr"),
  composeMistakes.neverHealthy(
    "waits for a writer that never gets healthy",
    /webapp waits for writer to become healthy[\s\S]*it is unhealthy[\s\S]*curl/,
    "webapp",
    { name: "writer", first: "build: writer", url: "http://localhost:7000/" },
  ),
);

const answers = failing(
  part,
  "compose: the page answers on port 8000",
  { title: "compose: no port is published", says: /no published port/, edit: replace(FILE, PORTS, "") },
  {
    title: "compose: another port of the machine",
    says: /port 80 leads to port 8000 of webapp/,
    edit: replace(FILE, "8000:8000", "80:8000"),
  },
  {
    title: "compose: another port of the container",
    says: /does not listen on port 80: it listens on port 8000/,
    fingerprint: "OTHER_PORT",
    edit: replace(FILE, "8000:8000", "8000:80"),
  },
);

const given = failing(
  part,
  "compose: the containers run the given code",
  {
    title: "compose: another webapp is mounted over the given one",
    says: /does its work without the given webapp\.js/,
    edit: all(
      write("webapp/mine.js", FAKE_WEBAPP),
      below("build: webapp", "    volumes: [./webapp/mine.js:/webapp/webapp.js]\n"),
    ),
  },
  {
    title: "compose: another writer is started, which is mounted",
    says: /does its work without the given writer\.js/,
    edit: all(
      write("writer/mine.js", FAKE_WRITER),
      below("build: writer", "    volumes: [./writer/mine.js:/mine.js]\n    command: node /mine.js\n"),
    ),
  },
);

const closed = failing(
  part,
  "compose: nothing but the page is published",
  {
    title: "compose: writer is published",
    says: /writer is published[\s\S]*port 7000/,
    edit: below("build: writer", '    ports: ["7000:7000"]\n'),
  },
  {
    title: "compose: writer is published on any port",
    says: /writer is published[\s\S]*port \(any\)/,
    edit: below("build: writer", '    ports: ["7000"]\n'),
  },
  {
    title: "compose: webapp has a second port",
    says: /port 9229 leads to port 9229 of webapp/,
    edit: replace(FILE, PORTS, `${PORTS}      - "9229:9229"\n`),
  },
);

const shows = failing(
  part,
  "compose: the page shows the text as it is now",
  {
    title: "compose: writer sends a copy that was made at the start",
    says: /a few seconds later the next one/,
    edit: below(
      "build: writer",
      "    environment:\n      LISTENER: cp random copy && exec socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:copy,rdonly\n",
    ),
  },
  {
    title: "compose: each service is on a network of its own",
    says: /The text cannot be read/,
    fingerprint: "NAME_UNKNOWN",
    slow: true,
    edit: all(below("build: writer", "    networks: [back]\n"), (draft) =>
      draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  back:\n`),
    ),
  },
  {
    title: "compose: writer listens on another port",
    says: /The text cannot be read/,
    slow: true,
    edit: below(
      "build: writer",
      "    environment:\n      LISTENER: socat TCP-LISTEN:70,fork,reuseaddr,crlf OPEN:random,rdonly\n",
    ),
  },
);

/** Ends when the name of writer, which it has found before, leads nowhere any more. */
const ENDS_ALONE = `require("./webapp.js");
let seen = false;
setInterval(() => {
  const socket = require("node:net").connect(7000, "writer");
  socket.on("connect", () => { seen = true; socket.destroy(); });
  socket.on("error", ({ code, message }) => {
    if (seen && ["ENOTFOUND", "EAI_AGAIN"].includes(code)) { console.error(message); process.exit(1); }
  });
}, 300);
`;

const ending = all(
  write("webapp/start.js", ENDS_ALONE),
  replace("webapp/Dockerfile", "COPY webapp.js .", "COPY webapp.js start.js ./"),
  replace("webapp/Dockerfile", /CMD.*/, 'CMD ["node", "start.js"]'),
);

const away = failing(
  part,
  "compose: without writer the page says so, and goes on when writer is back",
  {
    title: "webapp: ends when writer is away",
    says: /exited with code 1/,
    fingerprint: "NAME_UNKNOWN",
    edit: ending,
  },
  {
    title: "webapp: ends when writer is away, and is started again",
    says: /started again/,
    edit: all(ending, below("build: webapp", "    restart: always\n")),
  },
);

export const compose = [...valid, ...built, ...up, ...answers, ...given, ...closed, ...shows, ...away];
