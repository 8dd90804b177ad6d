import { all, failing, replace, write } from "../../../kit/answers/answers.ts";
import { dockerfileMistakes } from "../../../kit/answers/dockerfile.ts";

const FILE = "writer/Dockerfile";
const COPY = "COPY writer.js .";
const part = "fileio";
const mistakes = dockerfileMistakes("writer");

/** With another command that listens. */
const listening = (command: string) => replace(FILE, /ENV LISTENER=.*/, `ENV LISTENER="${command}"`);
/** With a script that listens. */
const script = (lines: string) =>
  all(
    write("writer/listen.sh", `${lines}\n`),
    replace(FILE, COPY, "COPY writer.js listen.sh ./"),
    listening("sh listen.sh"),
  );

/** Does what writer.js does, and is not writer.js. */
export const FAKE_WRITER = `const { randomBytes } = require("node:crypto");
let number = 1;
setInterval(() => number++, 3000);
require("node:net").createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.end("Text " + number + " of nobody, written at 00:00:00\\r\\n" + randomBytes(24).toString("hex") + "\\r\\n");
}).listen(7000);
`;

const there = failing(
  part,
  "writer: there is a Dockerfile",
  mistakes.absent(),
  mistakes.named("Dockerfile.txt", "another name", /Dockerfile\.txt/),
  mistakes.empty(),
);

const builds = failing(
  part,
  "writer: the image builds",
  {
    title: "writer: COPY as seen from the folder above",
    says: /writer\/writer\.js/,
    fingerprint: "FILE_MISSING",
    edit: replace(FILE, COPY, "COPY writer/writer.js ."),
  },
  {
    title: "writer: the list of packages is not fetched",
    says: /apt knows no package socat/,
    edit: replace(FILE, "apt-get update && ", ""),
  },
  {
    title: "writer: a value with spaces has no quotes",
    says: /can't find = in "TCP-LISTEN:7000,[\s\S]*a value with spaces needs quotes/,
    edit: replace(FILE, /ENV LISTENER="(.*)"/, "ENV LISTENER=$1"),
  },
  {
    title: "writer: apt asks, and nobody answers",
    says: /apt asks whether to go on/,
    edit: replace(FILE, "install -y", "install"),
  },
);

const sends = failing(
  part,
  "writer: port 7000 sends the text of the file",
  {
    title: "writer: socat is not installed",
    says: /socat: not found/,
    edit: replace(FILE, /RUN apt-get.*/, ""),
  },
  {
    title: "writer: the listener is sent into the background",
    says: /The listener has ended \(exit code 0\)/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random,rdonly &"),
  },
  {
    title: "writer: nobody says who listens",
    says: /LISTENER is not set/,
    edit: replace(FILE, /ENV LISTENER=.*/, ""),
  },
  {
    title: "writer: the listener is known to the build only",
    says: /LISTENER is not set/,
    edit: replace(FILE, "ENV LISTENER", "ARG LISTENER"),
  },
  {
    title: "writer: listens on another port",
    says: /listens on port 7001/,
    fingerprint: "OTHER_PORT",
    edit: listening("socat TCP-LISTEN:7001,fork,reuseaddr,crlf OPEN:random,rdonly"),
  },
  {
    title: "writer: listens for its own container only",
    says: /listens on 127\.0\.0\.1 only/,
    fingerprint: "LOOPBACK_ONLY",
    edit: listening("socat TCP-LISTEN:7000,bind=127.0.0.1,fork,reuseaddr,crlf OPEN:random,rdonly"),
  },
  {
    title: "writer: its user may not write in the folder",
    says: /The text cannot be written: EACCES/,
    fingerprint: "NO_PERMISSION",
    edit: replace(FILE, "RUN chown node .", ""),
  },
  {
    title: "writer: sends a file that nobody writes",
    says: /is not the file[\s\S]*nothing[\s\S]*No such file/,
    slow: true,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random.txt,rdonly"),
  },
  {
    title: "writer: sends another file",
    says: /is not the file/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:writer.js,rdonly"),
  },
  {
    title: "writer: its main program is socat, and nobody writes",
    says: /is not the file[\s\S]*nothing[\s\S]*No such file/,
    slow: true,
    edit: replace(FILE, /CMD.*/, 'CMD ["socat", "TCP-LISTEN:7000,fork,reuseaddr,crlf", "OPEN:random,rdonly"]'),
  },
);

const serves = failing(
  part,
  "writer: twenty get it at the same time, and the next twenty, too",
  {
    title: "writer: the listener serves one visitor and ends",
    says: /exited with code 1[\s\S]*The listener has ended/,
    edit: listening("socat TCP-LISTEN:7000,reuseaddr,crlf OPEN:random,rdonly"),
  },
  {
    title: "writer: the file is opened once, for all visitors together",
    says: /did not get it/,
    edit: listening("socat -u OPEN:random,rdonly TCP-LISTEN:7000,fork,reuseaddr,crlf"),
  },
);

const given = failing(
  part,
  "writer: the container runs the given writer.js",
  mistakes.changed("writer.js", COPY, "it writes one text and no more", "s/^setInterval.*//"),
  mistakes.changed("writer.js", COPY, "it writes every two seconds", 's/EVERY = "3"/EVERY = "2"/'),
  mistakes.beside("writer.js", COPY, "server.js", FAKE_WRITER),
);

const fresh = failing(
  part,
  "writer: the next visitor gets the next text",
  {
    title: "writer: sends a copy that was made at the start",
    says: /sends an old text/,
    edit: listening("cp random copy && socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:copy,rdonly"),
  },
  {
    title: "writer: the file is copied again and again",
    says: /text \d+, while the file has text \d+/,
    edit: script(
      "cp random copy\nwhile sleep 2.5; do cp random copy; done &\nexec socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:copy,rdonly",
    ),
  },
  {
    title: "writer: a script has read the file",
    says: /sends an old text/,
    edit: script('export TEXT="$(cat random)"\nexec socat TCP-LISTEN:7000,fork,reuseaddr,crlf "EXEC:printenv TEXT"'),
  },
  {
    title: "writer: writes once an hour",
    says: /sends an old text/,
    edit: replace(FILE, "ENV LISTENER", "ENV EVERY=3600\nENV LISTENER"),
  },
);

const safe = failing(
  part,
  "writer: nobody writes into the file through the port",
  {
    title: "writer: the file is opened for reading and writing",
    says: /somebody else was here/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random"),
  },
  {
    title: "writer: the file is opened both ways, and nobody waits for the visitor",
    says: /somebody else was here/,
    edit: listening("socat -t0 TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random"),
  },
  {
    title: "writer: what comes is added to the file",
    says: /somebody else was here/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr,crlf OPEN:random,rdwr,append"),
  },
);

const lineEnds = failing(
  part,
  "writer: its lines end in CR LF",
  {
    title: "writer: lines end as they do in the file",
    says: /do not end in CR LF/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr OPEN:random,rdonly"),
  },
  {
    title: "writer: the line ends are translated on the wrong side",
    says: /do not end in CR LF/,
    edit: listening("socat TCP-LISTEN:7000,fork,reuseaddr OPEN:random,rdonly,crlf"),
  },
);

export const writer = [...there, ...builds, ...sends, ...serves, ...given, ...fresh, ...safe, ...lineEnds];
