import { failing, replace } from "../../../kit/answers/answers.ts";
import { dockerfileMistakes } from "../../../kit/answers/dockerfile.ts";

/** Answers as app.py does, and is not app.py. */
export const FAKE_APP = `from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Hello!")

HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`;

const FILE = "app/Dockerfile";
const part = "NAME";
const mistakes = dockerfileMistakes("app");

const there = failing(
  part,
  "app: there is a Dockerfile",
  mistakes.absent(),
  mistakes.named("Dockerfile.txt", "another name"),
  mistakes.empty("# later\n"),
);

const builds = failing(part, "app: the image builds", mistakes.misspelled("WORKDIR", "WORKDIRECTORY"), {
  title: "app: COPY as seen from the folder above",
  says: /app\/app\.py/,
  fingerprint: "FILE_MISSING",
  edit: replace(FILE, "COPY app.py", "COPY app/app.py"),
});

const runs = failing(
  part,
  "app: GET / answers on port 8000",
  mistakes.loopbackOnly(["python", "-m", "http.server", "8000", "--bind", "127.0.0.1"]),
  {
    title: "app: started in another folder than the code is in",
    says: /can't open file/,
    fingerprint: "CODE_ELSEWHERE",
    edit: replace(FILE, "COPY app.py .", "COPY app.py /code/"),
  },
  {
    title: "app: ends at once",
    says: /exited with code 0/,
    fingerprint: "ENDED_EARLY",
    edit: replace(FILE, /CMD.*/, 'CMD ["true"]'),
  },
);

const given = failing(
  part,
  "app: the container runs the given app.py",
  mistakes.changed("app.py", "COPY app.py .", "it says something else", "s/Hello from/Hello out of/"),
  mistakes.beside("app.py", "COPY app.py .", "other.py", FAKE_APP),
);

export const image = [...there, ...builds, ...runs, ...given];
