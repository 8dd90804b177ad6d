import { accepted, all, rename, replace, write } from "../../../kit/answers/answers.ts";
import { below } from "../../../kit/answers/compose.ts";

const FILE = "docker-compose.yml";
const WRITER = "writer/Dockerfile";
const WEBAPP = "webapp/Dockerfile";
const PORTS = '    ports:\n      - "8000:8000"\n';

const listening = (command: string) => replace(WRITER, /ENV LISTENER=.*/, `ENV LISTENER=${command}`);

/** Passes visits on; 502 while nobody is there. */
const PROXY = `const http = require("node:http");
http.createServer((request, response) => {
  const passed = http.request({ host: "webapp", port: 8000, path: request.url, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.writeHead(502).end("Bad Gateway"));
  passed.end();
}).listen(8000);
process.on("SIGTERM", () => process.exit(0));
`;

export const right = accepted(
  "fileio",
  {
    title: "as short as it can be: in the root folder, as root, flow style",
    edit: all(
      write(
        WRITER,
        "FROM node:20\nRUN apt-get update && apt-get install -y socat\nCOPY writer.js /\nENV LISTENER socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random,rdonly\nCMD node writer.js\n",
      ),
      write(WEBAPP, "FROM node:20\nCOPY webapp.js /\nCMD node webapp.js\n"),
      write(FILE, 'services: {writer: {build: writer}, webapp: {build: webapp, ports: ["8000:8000"]}}\n'),
    ),
  },
  {
    title: "Alpine, with socat from apk",
    edit: all(
      write(
        WRITER,
        'FROM node:20-alpine\nRUN apk add --no-cache socat\nWORKDIR /writer\nCOPY writer.js .\nENV LISTENER="socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random,rdonly"\nCMD ["node", "writer.js"]\n',
      ),
      replace(WEBAPP, "node:20-slim", "node:20-alpine"),
    ),
  },
  {
    title: "a program of its own for each visitor, which prints the file",
    edit: listening(`"socat TCP-LISTEN:7000,fork,reuseaddr,crlf EXEC:'cat random'"`),
  },
  {
    title: "a shell for each visitor, which prints the file",
    edit: listening(`"socat TCP-LISTEN:7000,fork,reuseaddr,crlf SYSTEM:'cat random'"`),
  },
  {
    title: "one way only: socat reads nothing of what visitors send",
    edit: listening('"socat -U TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random"'),
  },
  {
    title: "the listener is a script, and both addresses are listened on",
    edit: all(
      write(
        "writer/listen",
        "#!/bin/sh\nexec socat TCP6-LISTEN:7000,ipv6only=0,fork,reuseaddr,crlf FILE:random,rdonly\n",
      ),
      replace(WRITER, "COPY writer.js .", "COPY --chmod=755 writer.js listen ./"),
      listening("./listen"),
    ),
  },
  {
    title: "built as the compose file says: from the folder above, with a stage that is not run",
    edit: all(
      replace(WRITER, "COPY writer.js .", "COPY writer/writer.js ."),
      (draft) => draft.write(WRITER, `${draft.read(WRITER)}\nFROM node:20-slim AS dev\nCMD ["node", "--inspect"]\n`),
      replace(WRITER, "FROM node:20-slim\n", "FROM node:20-slim AS run\n"),
      replace(FILE, "build: writer", "build: {context: ., dockerfile: writer/Dockerfile, target: run}"),
    ),
  },
  {
    title: "compose.yaml, two networks, names and host names, the listener said once more",
    edit: all(
      below(
        "build: writer",
        "    container_name: source\n    hostname: source\n    networks: [back]\n    environment:\n      - LISTENER=socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random,rdonly\n",
      ),
      below("build: webapp", "    networks: [front, back]\n    depends_on: [writer]\n"),
      (draft) => draft.write(FILE, `${draft.read(FILE)}\nnetworks:\n  front:\n  back:\n    internal: true\n`),
      rename(FILE, "compose.yaml"),
    ),
  },
  {
    title: "healthchecks that are waited for and are visitors, restarts, limits",
    edit: all(
      below(
        "build: writer",
        '    restart: always\n    healthcheck:\n      test: [CMD, socat, "-u", "TCP:localhost:7000", "OPEN:/dev/null"]\n      interval: 1s\n    mem_limit: 128m\n',
      ),
      below(
        "build: webapp",
        "    restart: unless-stopped\n    depends_on:\n      writer:\n        condition: service_healthy\n    healthcheck:\n      test: [CMD, node, -e, 'fetch(\"http://localhost:8000/\").then((r) => process.exit(r.ok ? 0 : 1))']\n      interval: 1s\n",
      ),
    ),
  },
  {
    title: "three writers, and two webapps on a range of ports",
    edit: all(
      below("build: writer", "    scale: 3\n"),
      below("build: webapp", "    scale: 2\n"),
      replace(FILE, '"8000:8000"', '"8000-8001:8000"'),
    ),
  },
  {
    title: "a proxy publishes the port",
    edit: all(replace(FILE, PORTS, ""), write("door/proxy.js", PROXY), (draft) =>
      draft.write(
        FILE,
        `${draft.read(FILE)}\n  door:\n    image: node:20-slim\n    command: node /door/proxy.js\n    init: true\n    volumes: ["./door:/door:ro"]\n${PORTS}`,
      ),
    ),
  },
  {
    title: "root file systems that are read-only, the text in memory",
    edit: all(
      below(
        "build: writer",
        "    read_only: true\n    tmpfs: ['/texts:mode=1777']\n    command: sh -c 'cd /texts && exec node /writer/writer.js'\n",
      ),
      below(
        "build: webapp",
        "    read_only: true\n    cap_drop: [ALL]\n    security_opt: ['no-new-privileges:true']\n",
      ),
    ),
  },
  {
    title: "started by npm, the text on a volume that both have",
    edit: all(
      write("writer/package.json", '{ "scripts": { "start": "node writer.js" } }\n'),
      replace(WRITER, "COPY writer.js .", "COPY writer.js package.json ./"),
      replace(WRITER, /CMD.*/, "CMD npm start"),
      write("webapp/package.json", '{ "scripts": { "start": "node webapp.js" } }\n'),
      replace(WEBAPP, "COPY webapp.js .", "COPY . ."),
      replace(WEBAPP, /CMD.*/, 'CMD ["npm", "start"]'),
      below("build: webapp", "    volumes: ['texts:/texts']\n"),
      (draft) => draft.write(FILE, `${draft.read(FILE)}\nvolumes:\n  texts:\n`),
    ),
  },
  {
    title: "written on Windows: line ends and byte order mark",
    edit: (draft) => {
      for (const file of [FILE, WRITER, WEBAPP]) draft.write(file, draft.read(file).replaceAll("\n", "\r\n"));
      draft.write(FILE, `\ufeff${draft.read(FILE)}`);
    },
  },
);
