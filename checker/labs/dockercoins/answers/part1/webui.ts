import { all, failing, rename, replace, write } from "../../../../kit/answers/answers.ts";
import { node } from "../patches.ts";

const WEBUI = "webui/Dockerfile";
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
      says: /"webui\.js", which is not in the build context[\s\S]*webui\/webui\.js is there, and line 1 of webui\/\.dockerignore keeps it out/,
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
      says: /exited with code 0/,
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
