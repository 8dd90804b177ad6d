import { all, remove, rename, replace, write } from "../../kit/answers/answers.ts";
import { type Message, rng, utf16, visits, voting } from "./message.ts";

/** What is seen of a Dockerfile, of its build, and of a container of its image alone. */
export const images: readonly Message[] = [
  {
    name: "a-file-to-copy-with-a-backslash",
    ...rng("the image builds"),
    edit: replace("rng/Dockerfile", "COPY rng.py .", "COPY .\\rng.py ."),
  },
  {
    name: "a-dockerfile-that-ends-in-txt",
    ...rng("there is a Dockerfile"),
    edit: rename("rng/Dockerfile", "rng/Dockerfile.txt"),
  },
  {
    name: "a-dockerfile-in-utf-16",
    ...rng("there is a Dockerfile"),
    edit: write("rng/Dockerfile", utf16("FROM python:3.13-slim\n")),
  },
  {
    name: "typographic-quotes-in-a-dockerfile",
    ...rng("GET / answers on port 80"),
    edit: replace("rng/Dockerfile", /CMD.*/, "CMD [\u201cpython\u201d, \u201crng.py\u201d]"),
  },
  {
    name: "a-typographic-dash-in-a-dockerfile",
    ...rng("the image builds"),
    edit: replace("rng/Dockerfile", "--no-cache-dir", "\u2013no-cache-dir"),
  },
  {
    name: "a-dockerignore-in-utf-16",
    ...rng("the image builds"),
    edit: write("rng/.dockerignore", utf16("venv\n")),
  },
  {
    name: "a-folder-in-capital-letters",
    ...rng("there is a Dockerfile"),
    edit: rename("rng", "Rng"),
  },
  {
    name: "a-path-that-another-stage-does-not-have",
    part: "part1",
    until: "hasher: the image builds",
    edit: replace("hasher/Dockerfile", "--from=gems /usr/local/bundle", "--from=gems /usr/local/bundles"),
  },
  {
    name: "a-framework-without-what-starts-it",
    part: "part1",
    until: "hasher: GET / answers on port 80",
    edit: replace("hasher/Dockerfile", ' "rackup:~>2.1"', ""),
  },
  {
    name: "an-argument-without-a-value-in-place-of-an-image",
    ...rng("the image builds"),
    edit: replace("rng/Dockerfile", "FROM python:3.13-slim", "ARG BASE\nFROM $BASE"),
  },
  {
    name: "an-argument-without-a-value",
    ...rng("the image builds"),
    edit: replace("rng/Dockerfile", "FROM python:3.13-slim", `ARG TAG\nFROM python:\${TAG}`),
  },
  {
    name: "code-before-its-packages",
    part: "part1",
    until: "worker: what the code needs is installed before the code is copied",
    edit: all(
      replace("worker/Dockerfile", "COPY worker.py .", ""),
      replace("worker/Dockerfile", "WORKDIR /app", "WORKDIR /app\nCOPY worker.py ."),
    ),
  },
  {
    name: "a-base-image-without-a-version",
    ...rng("the base image has a version"),
    edit: replace("rng/Dockerfile", "python:3.13-slim", "python:slim"),
  },
  {
    name: "a-program-that-does-not-listen-to-the-signal",
    ...visits,
    until: "app: the container stops when it is asked to",
    edit: replace("app/Dockerfile", /CMD.*/, 'CMD ["python", "-c", "import app; app.app.run(\'0.0.0.0\', 5000)"]'),
  },
  {
    name: "a-page-that-is-not-in-its-image",
    ...voting,
    until: "result: a container of it shows its page",
    edit: replace("result/Dockerfile", "COPY . .", "COPY result.js ."),
  },
  {
    name: "an-image-without-its-program",
    ...voting,
    until: "vote: a container of it shows its page",
    edit: all(replace("vote/Dockerfile", "COPY . .\n", ""), replace("vote/Dockerfile", /CMD.*/, "")),
  },
  {
    name: "no-dockerfile",
    ...rng("there is a Dockerfile"),
    edit: remove("rng/Dockerfile"),
  },
];
