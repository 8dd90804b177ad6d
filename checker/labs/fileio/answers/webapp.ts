import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { dockerfileMistakes } from "../../../kit/answers/dockerfile.ts";

const FILE = "webapp/Dockerfile";
const COPY = "COPY webapp.js .";
const part = "fileio";
const mistakes = dockerfileMistakes("webapp");

/** Does what webapp.js does, and is not webapp.js. */
export const FAKE_WEBAPP = `const net = require("node:net");
require("node:http").createServer((request, response) => {
  const socket = net.connect(7000, "writer").setTimeout(1500, () => socket.destroy(new Error("late")));
  let text = "";
  socket.on("data", (chunk) => { text += chunk; });
  socket.on("end", () => response.end(text));
  socket.on("error", () => response.writeHead(502).end("The text cannot be read: nothing comes from writer:7000."));
}).listen(8000);
`;

/** The given code runs, and something is loaded before it that changes what Node's modules do. */
const preloaded = (program: string) =>
  all(
    write("webapp/before.js", program),
    replace(FILE, COPY, "COPY webapp.js before.js ./"),
    replace(FILE, /CMD.*/, 'CMD ["node", "--require", "./before.js", "webapp.js"]'),
  );

const there = failing(part, "webapp: there is a Dockerfile", mistakes.absent(), mistakes.empty("# later\n"));

const builds = failing(
  part,
  "webapp: the image builds",
  {
    title: "webapp: COPY as seen from the folder above",
    says: /webapp\/webapp\.js/,
    fingerprint: "FILE_MISSING",
    edit: replace(FILE, COPY, "COPY webapp/webapp.js ."),
  },
  mistakes.misspelled("COPY", "COPPY"),
);

const answers = failing(
  part,
  "webapp: GET / answers on port 8000",
  {
    title: "webapp: started in another folder than the code is in",
    says: /Cannot find module/,
    fingerprint: "CODE_ELSEWHERE",
    edit: replace(FILE, COPY, "COPY webapp.js /code/"),
  },
  {
    title: "webapp: Node is started without a program",
    says: /exited with code 0/,
    fingerprint: "ENDED_EARLY",
    edit: replace(FILE, /CMD.*/, 'CMD ["node"]'),
  },
  {
    title: "webapp: the code is changed: looks for writer in its own container",
    says: /status 502/,
    slow: true,
    edit: replace(FILE, COPY, `${COPY}\nRUN sed -i 's/host: "writer"/host: "localhost"/' webapp.js`),
  },
);

const given = failing(
  part,
  "webapp: the container runs the given webapp.js",
  mistakes.changed(
    "webapp.js",
    COPY,
    "it keeps the first text",
    "s/text = await read();/text = globalThis.kept ??= await read();/",
  ),
  mistakes.changed("webapp.js", COPY, "it says that all is well", "s/status = 502/status = 200/"),
  mistakes.beside("webapp.js", COPY, "server.js", FAKE_WEBAPP),
);

const shows = failing(
  part,
  "webapp: shows what it reads at writer:7000",
  {
    title: "webapp: something is loaded before it, and keeps the first text",
    says: /does not show what a server at writer:7000 sends/,
    edit: preloaded(`const net = require("node:net");
const { connect } = net;
let kept;
net.connect = (place) => {
  if (kept) {
    const { PassThrough } = require("node:stream");
    const old = new PassThrough();
    old.end(kept);
    return old;
  }
  const socket = connect(place);
  const chunks = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("end", () => { kept = Buffer.concat(chunks); });
  return socket;
};
`),
  },
  {
    title: "webapp: something is loaded before it, and makes up texts",
    says: /does not show what a server at writer:7000 sends/,
    edit: preloaded(`const { randomBytes } = require("node:crypto");
const { PassThrough } = require("node:stream");
let number = 0;
require("node:net").connect = () => {
  const made = new PassThrough();
  made.end("Text " + ++number + " of writer, written at 00:00:00\\r\\n" + randomBytes(24).toString("hex") + "\\r\\n");
  return made;
};
`),
  },
);

export const webapp = [...there, ...builds, ...answers, ...given, ...shows];
