import { all, failing, remove, rename, replace, write } from "../answers.ts";
import { node, python, redisMethod } from "./patches.ts";

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
      edit: node(
        "const redis = require('redis');",
        "const { createClient } = redis;",
        "redis.createClient = (options) => createClient({ ...options, host: 'localhost' });",
      ),
    },
  ),
  ...failing(part, "webui: the container runs the given webui.js", {
    title: "webui: another place for redis was written into the code",
    says: /\/app\/webui\.js is another file/,
    edit: replace(WEBUI, "COPY . .", `COPY . .\nRUN sed -i 's/host: "redis"/host: "cache"/' webui.js`),
  }),
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
      edit: python(
        "worker",
        ...["import redis", "class Elsewhere(redis.Redis):", "    def __init__(self, *args):"],
        ...["        super().__init__('localhost')", "redis.Redis = Elsewhere"],
      ),
    },
    {
      title: "worker: stores coins that it has not made",
      says: /stores false coins/,
      edit: python("worker", ...redisMethod("hset", "return real_hset(self, *args[:2], 'coin')")),
    },
    {
      title: "worker: takes every hash for a coin",
      says: /a hash that begins with 0/,
      edit: python(
        "worker",
        ...["import requests", "class Coin(str):", "    def startswith(self, *args):", "        return True"],
        "requests.Response.text = property(lambda self: Coin(self.content.decode()))",
      ),
    },
  ),
  ...failing(part, "worker: the container runs the given worker.py", {
    title: "worker: the code was changed in the image",
    says: /\/app\/worker\.py is another file/,
    edit: replace(WORKER, "COPY worker.py .", "COPY worker.py .\nRUN echo >> worker.py"),
  }),
];
