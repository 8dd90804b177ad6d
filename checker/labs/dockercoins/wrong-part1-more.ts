import { all, failing, remove, rename, replace, write } from "../answers.ts";

const WEBUI = "webui/Dockerfile";
const WORKER = "worker/Dockerfile";
const part = "part1";

export const webui = [
  ...failing(
    part,
    "webui: there is a Dockerfile",
    { title: "webui: an extension that Windows hides", says: /"Dockerfile\.txt"/, edit: rename(WEBUI, `${WEBUI}.txt`) },
    { title: "webui: comments only", says: /is empty/, edit: write(WEBUI, "# to do\n") },
  ),
  ...failing(
    part,
    "webui: the image builds",
    {
      title: "webui: npm in the root folder",
      says: /npm cannot install in the root folder/,
      fingerprint: "NPM_IN_ROOT",
      edit: replace(WEBUI, "WORKDIR /app", ""),
    },
    {
      title: "webui: another distribution's package manager",
      says: /calls apk, which its base image does not have/,
      edit: replace(WEBUI, "RUN npm", "RUN apk add curl && npm"),
    },
    {
      title: "webui: .dockerignore hides the code",
      says: /"webui\.js", which is not in the build context[\s\S]*\.dockerignore/,
      fingerprint: "FILE_MISSING",
      edit: all(
        write("webui/.dockerignore", "*.js\n"),
        replace(WEBUI, "COPY . .", "COPY webui.js .\nCOPY files files"),
      ),
    },
  ),
  ...failing(
    part,
    "webui: / leads to the page, and the page has all its files",
    {
      title: "webui: express is not installed",
      says: /Cannot find module 'express'/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(WEBUI, "express@5 ", ""),
    },
    {
      title: "webui: node without the code",
      says: /ended by itself \(exit code 0\)/,
      fingerprint: "ENDED_EARLY",
      edit: replace(WEBUI, ', "webui.js"', ""),
    },
    {
      title: "webui: files are copied where the server does not look",
      says: /leads to \/index\.html, which webui does not serve/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(WEBUI, "COPY . .", "COPY webui.js .\nCOPY files/ /files/"),
    },
    {
      title: "webui: files without their folder",
      says: /leads to \/index\.html, which webui does not serve/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(WEBUI, "COPY . .", "COPY webui.js files ./"),
    },
    {
      title: "webui: files were forgotten",
      says: /leads to \/index\.html, which webui does not serve/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(WEBUI, "COPY . .", "COPY webui.js ."),
    },
    {
      title: "webui: only one of the files",
      says: /index\.html leads to \/coin\.svg/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(WEBUI, "COPY . .", "COPY webui.js .\nCOPY files/index.html files/"),
    },
    {
      title: "webui: a script that a script loads is missing",
      says: /page\.js leads to \/graph\.js/,
      fingerprint: "CODE_ELSEWHERE",
      edit: (draft) => draft.write("webui/.dockerignore", `${draft.read("webui/.dockerignore")}\nfiles/graph.js\n`),
    },
    {
      title: "webui: another port",
      says: /it listens on port 8080/,
      fingerprint: "OTHER_PORT",
      edit: replace(WEBUI, "COPY . .", 'COPY . .\nRUN sed -i "s/listen(80/listen(8080/" webui.js'),
    },
    {
      title: "webui: started in another folder",
      says: /leads to \/index\.html, which webui does not serve/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(WEBUI, /CMD.*/, 'WORKDIR /\nCMD ["node", "/app/webui.js"]'),
    },
  ),
  ...failing(
    part,
    "webui: /json shows what redis holds",
    {
      title: "webui: redis without a version",
      says: /client\.hlen is not a function|version of it/,
      fingerprint: "REDIS_TOO_NEW",
      edit: replace(WEBUI, "redis@3", "redis"),
    },
    {
      title: "webui: redis 4",
      says: /version of it the image has/,
      fingerprint: "REDIS_TOO_NEW",
      edit: replace(WEBUI, "redis@3", "redis@4"),
    },
    {
      title: "webui: looks for redis in its own container",
      says: /status 503/,
      fingerprint: "OWN_CONTAINER",
      edit: replace(WEBUI, "COPY . .", `COPY . .\nRUN sed -i 's/host: "redis"/host: "localhost"/' webui.js`),
    },
  ),
];

export const worker = [
  ...failing(
    part,
    "worker: there is a Dockerfile",
    { title: "worker: no folder", says: /There is no worker\/Dockerfile/, edit: remove("worker") },
    { title: "worker: Dockerfile beside the folder", says: /no such file/, edit: rename(WORKER, "Dockerfile") },
  ),
  ...failing(
    part,
    "worker: the image builds",
    {
      title: "worker: requirements that were not copied yet",
      says: /Could not open requirements file/,
      edit: all(
        write("worker/requirements.txt", "redis\nrequests\n"),
        replace(WORKER, /RUN pip.*/, "RUN pip install -r requirements.txt"),
      ),
    },
    {
      title: "worker: COPY without a target",
      says: /COPY requires at least two arguments/,
      edit: replace(WORKER, "worker.py .", "worker.py"),
    },
    {
      title: "worker: starts mining while the image is built",
      says: /did not end within \d+ seconds/,
      fingerprint: "NEVER_ENDS",
      edit: replace(WORKER, 'CMD ["python", "worker.py"]', "RUN python worker.py"),
    },
  ),
  ...failing(
    part,
    "worker: asks rng for 32 bytes and hasher for their hash",
    {
      title: "worker: requests is not installed",
      says: /No module named 'requests'/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(WORKER, ' "requests~=2.32"', ""),
    },
    {
      title: "worker: redis is not installed",
      says: /No module named 'redis'/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(WORKER, '"redis~=6.0" ', ""),
    },
    {
      title: "worker: nothing is started",
      says: /ended by itself \(exit code 0\)/,
      fingerprint: "ENDED_EARLY",
      edit: replace(WORKER, /CMD.*/, ""),
    },
    {
      title: "worker: looks for rng in its own container",
      says: /no question within/,
      fingerprint: "OWN_CONTAINER",
      edit: replace(WORKER, "COPY worker.py .", 'COPY worker.py .\nRUN sed -i "s#//rng/#//localhost/#" worker.py'),
    },
    {
      title: "worker: hashes other bytes than it got",
      says: /GET http:\/\/rng\/32, then POST http:\/\/hasher\//,
      edit: replace(
        WORKER,
        "COPY worker.py .",
        'COPY worker.py .\nRUN sed -i "s/response.content/response.content[::-1]/" worker.py',
      ),
    },
  ),
  ...failing(
    part,
    "worker: counts hashes and stores true coins",
    {
      title: "worker: looks for redis in its own container",
      says: /do not arrive in redis[\s\S]*localhost:6379/,
      fingerprint: "OWN_CONTAINER",
      edit: replace(
        WORKER,
        "COPY worker.py .",
        `COPY worker.py .\nRUN sed -i 's/Redis("redis")/Redis("localhost")/' worker.py`,
      ),
    },
    {
      title: "worker: stores coins that it has not made",
      says: /coins that are none/,
      edit: replace(
        WORKER,
        "COPY worker.py .",
        `COPY worker.py .\nRUN sed -i 's/"wallet", digest, data/"wallet", digest, "coin"/' worker.py`,
      ),
    },
    {
      title: "worker: takes every hash for a coin",
      says: /a hash that begins with 0/,
      edit: replace(
        WORKER,
        "COPY worker.py .",
        `COPY worker.py .\nRUN sed -i 's/startswith("0")/startswith("")/' worker.py`,
      ),
    },
  ),
];

/** Advice: costs nothing, but has to be given. */
export const advised = [
  ...failing(part, "worker: the base image has a version", {
    title: "worker: a base image without a tag",
    says: /FROM python does not say which version/,
    edit: replace(WORKER, "python:3.13-slim", "python"),
  }),
  ...failing(part, "webui: what the code needs is installed before the code is copied", {
    title: "webui: code before packages",
    says: /each change installs them again/,
    edit: all(replace(WEBUI, "COPY . .", ""), replace(WEBUI, "RUN npm", "COPY . .\nRUN npm")),
  }),
  ...failing(part, "rng: the image is not far larger than it has to be", {
    title: "rng: baggage in the image",
    says: /far larger than it has to be/,
    edit: replace("rng/Dockerfile", "COPY", "RUN head -c 120000000 /dev/zero > /baggage\nCOPY"),
  }),
  ...failing(part, "rng: the container stops when it is asked to", {
    title: "rng: a shell in front that keeps the signal",
    says: /did not stop within 2 seconds/,
    edit: replace("rng/Dockerfile", /CMD.*/, "CMD python rng.py; echo done"),
  }),
];
