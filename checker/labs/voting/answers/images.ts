import { all, failing, type Mistake, remove, rename, replace, write } from "../../../kit/answers/answers.ts";
import { below } from "../../../kit/answers/compose.ts";
import { dockerfileMistakes } from "../../../kit/answers/dockerfile.ts";

const VOTE = "vote/Dockerfile";
const WORKER = "worker/Dockerfile";
const RESULT = "result/Dockerfile";
const part = "voting";
const [inVote, inWorker, inResult] = [
  dockerfileMistakes("vote"),
  dockerfileMistakes("worker"),
  dockerfileMistakes("result"),
];

/** Does what vote.py does, and is not vote.py. */
export const FAKE_VOTE = `import secrets
from flask import Flask, make_response, render_template, request
from redis import Redis
app = Flask(__name__)
@app.route("/", methods=["GET", "POST"])
def vote():
    voter, choice = request.cookies.get("voter") or secrets.token_hex(16), request.form.get("vote")
    if choice:
        Redis("redis").rpush("votes", f"{voter} {choice}")
    response = make_response(render_template("index.html", choices={"a": "Cats", "b": "Dogs"}, choice=choice))
    response.set_cookie("voter", voter)
    return response
app.run(host="0.0.0.0", port=80)
`;

/** Does what result.js does as long as it has to, and is not result.js. */
export const FAKE_RESULT = `const express = require("express"), { Pool } = require("pg");
const db = new Pool({ host: "db", user: "postgres", password: process.env.POSTGRES_PASSWORD, connectionTimeoutMillis: 2000 });
db.on("error", () => {});
const count = async () => {
  const tally = { a: 0, b: 0, names: { a: "Cats", b: "Dogs" } };
  const { rows } = await db.query("SELECT choice, count(*)::int AS votes FROM votes GROUP BY choice");
  for (const { choice, votes } of rows) tally[choice] = votes;
  return { ...tally, total: tally.a + tally.b };
};
const say = (response) => count().then((tally) => response.json(tally)).catch((error) =>
  response.status(error.code === "42P01" ? 200 : 503).json({ a: 0, b: 0, error: "The database does not answer: " + error.message }));
const app = express().use(express.static("public")).get("/json", (_, response) => say(response));
app.get("/events", (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  setInterval(() => count().then((tally) => response.write("data: " + JSON.stringify(tally) + "\\n\\n"), () => {}), 500);
});
app.listen(80);
`;

/** The program and its command are in the compose file alone, as `lines` of the service. */
const onlyInFile = (service: string, dockerfile: string, lines: string): Mistake => ({
  title: `${service}: no program in the image and no command, the compose file has both`,
  says: /exited with code 0/,
  fingerprint: "ENDED_EARLY",
  earns: 97,
  edit: all(replace(dockerfile, "COPY . .\n", ""), replace(dockerfile, /CMD.*/, ""), below(`build: ${service}`, lines)),
});

const vote = [
  ...failing(part, "vote: there is a Dockerfile", inVote.absent(), inVote.named("DockerFile", "a capital too many")),
  ...failing(
    part,
    "vote: the image builds",
    inVote.copiesNothing("COPY . .", "COPY app.py templates static ./"),
    inVote.misspelled("WORKDIR", "WORKDIRECTORY"),
    {
      title: "vote: pip is called wrongly",
      says: /unknown command "instal"/,
      edit: replace(VOTE, "pip install", "pip instal"),
    },
  ),
  ...failing(
    part,
    "vote: a container of it shows its page",
    {
      title: "vote: the templates are not in the image",
      says: /status 500/,
      edit: replace(VOTE, "COPY . .", "COPY vote.py ."),
    },
    inVote.withoutPackage("redis", ' "redis~=6.0"'),
    inVote.loopbackOnly(["flask", "--app", "vote", "run", "--port", "80"]),
    onlyInFile("vote", VOTE, "    command: python vote.py\n    volumes: [./vote:/app]\n"),
  ),
  ...failing(
    part,
    "vote: the container runs the given vote.py",
    inVote.beside("vote.py", "COPY . .", "ballots.py", FAKE_VOTE),
    inVote.changed("vote.py", "COPY . .", "other names for the choices", "s/Cats/Cows/"),
    inVote.changed("vote.py", "COPY . .", "forgets who votes", "s/return cookie if .* else/return/"),
    inVote.changed(
      "vote.py",
      "COPY . .",
      "the hundredth vote falls under the table",
      "s/^CHOICES/seen = []\\nCHOICES/; s/        redis.rpush/        seen.append(1)\\n        if len(seen) != 100: redis.rpush/",
    ),
  ),
];

const worker = [
  ...failing(
    part,
    "worker: there is a Dockerfile",
    inWorker.empty(),
    inWorker.named("Dockerfile.txt", "the file is called as the editor likes it"),
  ),
  ...failing(
    part,
    "worker: the image builds",
    {
      title: "worker: apt has no list of packages",
      says: /Unable to locate package libpostgresql-jdbc-java/,
      edit: replace(WORKER, "apt-get update && ", ""),
    },
    {
      title: "worker: the build stage has no compiler",
      says: /javac: (?:command )?not found/,
      edit: replace(WORKER, "21-jdk", "21-jre"),
    },
    {
      title: "worker: the class that is compiled has another name",
      says: /this step failed: RUN javac[\s\S]*file not found: worker\.java/,
      edit: replace(WORKER, "classes Worker.java", "classes worker.java"),
    },
    {
      title: "worker: copies from a stage that there is not",
      says: /no stage builder to copy from/,
      edit: replace(WORKER, "--from=build /src", "--from=builder /src"),
    },
  ),
  ...failing(
    part,
    "worker: there is no compiler in the image",
    {
      title: "worker: one stage does it all",
      says: /the file \/.*javac/,
      edit: write(
        WORKER,
        "FROM eclipse-temurin:21-jdk\nWORKDIR /app\nRUN apt-get update && apt-get install -y libpostgresql-jdbc-java\nCOPY Worker.java .\nRUN javac Worker.java\nCMD java -cp .:/usr/share/java/postgresql.jar Worker\n",
      ),
    },
    {
      title: "worker: the compose file runs the build stage",
      says: /the file \/.*javac/,
      edit: all(
        replace(
          WORKER,
          "COPY Worker.java .",
          "CMD java -cp classes:/usr/share/java/postgresql.jar Worker\nCOPY Worker.java .",
        ),
        replace("docker-compose.yml", "build: worker\n", "build:\n      context: worker\n      target: build\n"),
      ),
    },
    {
      title: "worker: two stages, both with the JDK",
      says: /the file \/.*javac[\s\S]*the last FROM line/,
      edit: replace(WORKER, "21-jre", "21-jdk"),
    },
    {
      title: "worker: two stages, the second takes over everything",
      says: /the file \/.*javac/,
      edit: all(
        replace(WORKER, "FROM eclipse-temurin:21-jre", "FROM scratch"),
        replace(WORKER, "COPY --from=build /usr/share/java/postgresql.jar .\n", "COPY --from=build / /\n"),
        replace(WORKER, "COPY --from=build /src/classes .\n", ""),
        replace(
          WORKER,
          /CMD.*/,
          'CMD ["/opt/java/openjdk/bin/java", "-cp", "/src/classes:/usr/share/java/postgresql.jar", "Worker"]',
        ),
      ),
    },
  ),
  ...failing(
    part,
    "worker: the image is smaller than its build stage",
    {
      title: "worker: one stage, and the compiler is deleted afterwards",
      says: /made in one stage/,
      edit: write(
        WORKER,
        "FROM eclipse-temurin:21-jdk\nWORKDIR /app\nRUN apt-get update && apt-get install -y libpostgresql-jdbc-java\nCOPY Worker.java .\nRUN javac Worker.java\nRUN rm -r /opt/java/openjdk/bin/javac /opt/java/openjdk/jmods /opt/java/openjdk/lib/ct.sym\nCMD java -cp .:/usr/share/java/postgresql.jar Worker\n",
      ),
    },
    {
      title: "worker: the last stage is full of other things",
      says: /as large as its build stage[\s\S]*less than the \d+ MB/,
      edit: replace(WORKER, "WORKDIR /app\n", "WORKDIR /app\nRUN head -c 250000000 /dev/urandom > /var/ballast\n"),
    },
  ),
];

const result = [
  ...failing(
    part,
    "result: there is a Dockerfile",
    {
      title: "result: the file is in the wrong folder",
      says: /There is no result/,
      edit: rename(RESULT, "Dockerfile"),
    },
    {
      title: "result: a folder named Dockerfile",
      says: /is a folder/,
      edit: all(remove(RESULT), write(`${RESULT}/Dockerfile`, "FROM node:20-slim\n")),
    },
  ),
  ...failing(
    part,
    "result: the image builds",
    {
      title: "result: npm installs in the root folder",
      says: /root folder/,
      fingerprint: "NPM_IN_ROOT",
      edit: replace(RESULT, "WORKDIR /app\n", ""),
    },
    {
      title: "result: two base images in one line",
      says: /FROM requires either one or three arguments/,
      edit: replace(RESULT, "FROM node", "FROM FROM node"),
    },
  ),
  ...failing(
    part,
    "result: a container of it shows its page",
    {
      title: "result: the page is not in the image",
      says: /status 404/,
      edit: replace(RESULT, "COPY . .", "COPY result.js ."),
    },
    onlyInFile("result", RESULT, "    volumes: [./result:/app, /app/node_modules]\n"),
    {
      title: "result: the packages are not in the image",
      says: /Cannot find module 'express'/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(RESULT, "RUN npm install express@5 pg@8\n", ""),
    },
  ),
  ...failing(
    part,
    "result: the container runs the given result.js",
    inResult.beside("result.js", "COPY . .", "sums.js", FAKE_RESULT),
    inResult.changed("result.js", "COPY . .", "other names for the choices", "s/Cats/Cows/"),
    inResult.changed(
      "result.js",
      "COPY . .",
      "an open page is told nothing",
      's/if (message !== last)/if (false)/; s/last = message/last = ""/',
    ),
  ),
];

export const images = [...vote, ...worker, ...result];
