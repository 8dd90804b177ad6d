import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
beforeAll(() => ensureReady({ env, say: () => {}, images: ["node:20-slim", "node:20", "node:20-alpine"] }), 600_000);

const manifest = JSON.stringify({
  name: "webui",
  version: "1.0.0",
  dependencies: { express: "^4.18.0", redis: "^3.0.0" },
});
const show = "for (const n of ['express', 'redis']) console.log(n, require(n + '/package.json').version)";
const DIR = "FROM node:20-slim\nWORKDIR /app\n";

test.concurrent.each([
  ["the lab's packages", `${DIR}RUN npm install express redis@3\nCOPY . .\n`, /express 5\..*\nredis 3\./],
  ["an older express", `${DIR}RUN npm install express@4 redis@3\nCOPY . .\n`, /express 4\..*\nredis 3\./],
  ["the newest redis", `${DIR}RUN npm install express redis\nCOPY . .\n`, /express 5\..*\nredis 6\./],
  ["redis 2, 4, 5", `${DIR}RUN npm i express redis@2 && npm i redis@4 && npm i redis@5\nCOPY . .\n`, /redis 5\./],
  ["a manifest", `${DIR}COPY . .\nRUN npm install\n`, /express 4\..*\nredis 3\./],
  [
    "a manifest, then its lock file",
    `${DIR}COPY . .\nRUN npm install && rm -rf node_modules && npm ci --omit=dev\n`,
    /redis 3\./,
  ],
  [
    "the image's own user",
    `${DIR}RUN chown node .\nUSER node\nRUN npm install express redis@3\nCOPY . .\n`,
    /redis 3\./,
  ],
  [
    "root and then the user",
    `${DIR}RUN npm install express && chown -R node .\nUSER node\nRUN npm install redis@3\nCOPY . .\n`,
    /redis 3\./,
  ],
  [
    "versions that many pin",
    `${DIR}RUN npm install express@4.18.2 redis@3.0.2\nCOPY . .\n`,
    /express 4\.18\.2\nredis 3\.0\.2/,
  ],
  [
    "a cache that is emptied, and used again in a later step",
    `${DIR}RUN npm install express && npm cache clean --force\nRUN npm cache clean --force && npm install redis@3\nCOPY . .\n`,
    /redis 3\./,
  ],
  [
    "a cache that is mounted",
    `${DIR}RUN --mount=type=cache,target=/root/.npm npm install express redis@3\nCOPY . .\n`,
    /redis 3\./,
  ],
  [
    "another place for the cache",
    `${DIR}ENV NPM_CONFIG_CACHE=/tmp/npm\nRUN npm install express redis@3 && rm -r /tmp/npm/_cacache\nCOPY . .\n`,
    /redis 3\./,
  ],
  [
    "yarn 1",
    `${DIR}RUN yarn --version | grep -q ^1.22 && yarn add express@4 redis@3 && yarn cache clean\nCOPY . .\n`,
    /express 4\..*\nredis 3\./,
  ],
  [
    "a manifest with yarn, then its lock file",
    `${DIR}COPY . .\nRUN yarn install && rm -rf node_modules && yarn install --frozen-lockfile --production\n`,
    /express 4\..*\nredis 3\./,
  ],
  [
    "a user and a group as Debian makes them",
    `${DIR}RUN addgroup --system --gid 1001 nodejs && adduser --system --uid 1001 miner && npm install express redis@3\nCOPY --chown=miner:nodejs . .\nUSER miner\n`,
    /redis 3\./,
  ],
  [
    "the public registry, named",
    `${DIR}RUN npm config set registry https://registry.npmjs.org/ && npm install express redis@3\nCOPY . .\n`,
    /redis 3\./,
  ],
])("npm without a network: %s", { timeout: 120_000 }, async (_, dockerfile, versions) => {
  const files = { "show.cjs": show, ...(dockerfile.includes("COPY . .\nRUN") ? { "package.json": manifest } : {}) };
  const result = await tryBuild(env, dockerfile, { files, run: ["show.cjs"] });
  expect(result.output).toMatch(versions);
  expect(result.ok).toBe(true);
});

test.concurrent.each([
  ["slim", "node:20-slim", "RUN apt-get update && apt-get install -y --no-install-recommends socat"],
  ["full, with what socat recommends", "node:20", "RUN apt-get update && apt-get install -y socat"],
  [
    "its lists removed again",
    "node:20-slim",
    "RUN apt-get update && apt install -y socat && rm -rf /var/lib/apt/lists/*",
  ],
  ["Alpine", "node:20-alpine", "RUN apk add --no-cache socat"],
])("socat without a network: %s", { timeout: 120_000 }, async (_, base, line) => {
  const result = await tryBuild(env, `FROM ${base}\n${line}\n`, { run: ["socat", "-V"] });
  expect(result.output).toMatch(/^socat version/m);
  expect(result.ok).toBe(true);
});

test.concurrent("apt does not wait long for servers that are out of reach, and knows nothing without its lists", async () => {
  const retries = await tryBuild(env, "FROM node:20-slim\n", { run: ["apt-config", "dump", "Acquire::Retries"] });
  expect(retries.output).toBe('Acquire::Retries "1";');
  const without = await tryBuild(env, "FROM node:20-slim\nRUN apt-get install -y socat\n");
  expect(without.ok).toBe(false);
  expect(without.output).toContain("Unable to locate package socat");
  const other = await tryBuild(env, "FROM node:20-slim\nRUN apt-get update && apt-get install -y maven\n");
  expect(other.ok).toBe(false);
  expect(other.output).toContain("Unable to locate package maven");
});

test.concurrent("a Dockerfile that installs nothing has nothing", async () => {
  const result = await tryBuild(env, "FROM node:20-slim\n", { run: ["-e", show] });
  expect(result.ok).toBe(false);
  expect(result.output).toContain("Cannot find module 'express/package.json'");
});

test.concurrent.each([
  ["WORKDIR /app\nRUN npm install lodash", /E404[\s\S]*'lodash@\*' is not in this registry/],
  ["WORKDIR /app\nRUN npm install expres", /E404[\s\S]*'expres@\*' is not in this registry/],
  ["WORKDIR /app\nRUN yarn add expres", /expres: Not found/],
  ["WORKDIR /app\nRUN npm install express@4.0.0", /ETARGET[\s\S]*express@4\.0\.0/],
  ["RUN npm install express", /Tracker "idealTree" already exists/],
])("fails as it should: %s", async (lines, said) => {
  const result = await tryBuild(env, `FROM node:20-slim\n${lines}\n`);
  expect(result.ok).toBe(false);
  expect(result.output).toMatch(said);
});
