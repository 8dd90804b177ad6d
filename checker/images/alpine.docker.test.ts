import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
const IMAGES = ["python:alpine", "python:3.11-alpine3.20", "ruby:3.2-alpine", "node:lts-alpine", "redis:alpine"];
beforeAll(() => ensureReady({ env, say: () => {}, images: IMAGES }), 600_000);

const says = (words: string) => ["sh", "-c", words];

test.concurrent.each([
  [
    "packages that Dockerfiles ask for, and a virtual name for them",
    "FROM python:alpine\nRUN apk add --no-cache --virtual .build build-base libffi-dev curl && curl --version && make --version && apk del .build\nRUN apk add -U bash git tini\n",
    says("bash -c 'git --version && /sbin/tini --version' && ! command -v make && echo right"),
  ],
  [
    "users and groups, with the options of busybox",
    "FROM python:alpine\nRUN addgroup -g 1234 -S app && adduser -D -H -u 1234 -G app app && adduser -S helper\nUSER app\n",
    says("id && echo right"),
  ],
  [
    "pip, and the folders of the tag's own Python",
    "FROM python:3.11-alpine3.20 AS b\nRUN pip install flask\nFROM python:3.11-alpine3.20\nCOPY --from=b /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.11/site-packages\n",
    says("python3.11 -c 'import flask' && echo right"),
  ],
  [
    "a folder for pip under the tag's own number",
    "FROM python:3.11-alpine3.20 AS b\nRUN pip install --prefix=/install flask\nFROM python:3.11-alpine3.20\nCOPY --from=b /install /usr/local\n",
    says("python3.11 -c 'import flask' && echo right"),
  ],
  [
    "gems, with the tools that compile them",
    "FROM ruby:3.2-alpine\nRUN apk add --no-cache build-base && gem install sinatra rackup puma\n",
    says("ruby -e 'require \"sinatra/base\"' && echo right"),
  ],
  [
    "npm",
    "FROM node:lts-alpine\nWORKDIR /app\nRUN apk add --no-cache dumb-init && npm install express redis@3\n",
    says("dumb-init node -e 'require(\"express\")' && echo right"),
  ],
  [
    "redis, as its entrypoint starts it",
    "FROM redis:alpine\n",
    says("docker-entrypoint.sh redis-server --version && cat /etc/alpine-release && echo right"),
  ],
  [
    "programs that were added, in place of busybox' own",
    "FROM python:alpine\nRUN apk add --no-cache wget\n",
    says("wget --version | grep -q 'GNU Wget' && echo right"),
  ],
])("alpine without a network: %s", { timeout: 180_000 }, async (_, dockerfile, run) => {
  const { ok, output } = await tryBuild(env, dockerfile, { run });
  expect(output).toMatch(/right\s*$/);
  expect(ok).toBe(true);
});

test.concurrent.each(["true", "apk add --no-cache gcc make", "apk add --no-cache musl-dev gcc"])(
  "as on Alpine, puma is not installed where it could not be compiled: %s",
  { timeout: 180_000 },
  async (before) => {
    const { ok, output } = await tryBuild(env, `FROM ruby:3.2-alpine\nRUN ${before} && gem install puma\n`);
    expect(ok).toBe(false);
    expect(output).toContain("ERROR: Failed to build gem native extension.");
  },
);

test.concurrent.each([
  ["Debian's package manager", "apt-get update", /apt-get: not found/],
  ["a shell that nobody has asked for", "bash -c true", /bash: not found/],
  ["a package that is not here", "apk add --no-cache no-such-package", /no-such-package \(no such package\)/],
  ["options that only Debian's adduser has", "adduser --disabled-login me", /unrecognized option/],
])("as on Alpine, %s is not there", { timeout: 180_000 }, async (_, command, words) => {
  const { ok, output } = await tryBuild(env, `FROM python:alpine\nRUN ${command}\n`);
  expect(ok).toBe(false);
  expect(output).toMatch(words);
});
