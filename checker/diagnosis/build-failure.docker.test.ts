import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Finding, GraderError } from "../core/errors.ts";
import { ensureReady } from "../setup/ready.ts";
import { FailingBuilds, type Options } from "./failing-builds.ts";

const { env } = process;
/** A registry that nobody can reach, with or without Internet, and an image of it that is here. */
const NOWHERE = "localhost:1/";

let builds: FailingBuilds;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: "classroom" });
  builds = await FailingBuilds.start(env, [`${NOWHERE}python:3.13-slim`, "python:3.13-slim"]);
}, 600_000);
afterAll(() => builds[Symbol.asyncDispose]());

const failure = (text: string, options?: Options) => builds.failure(text, options);

async function finding(text: string, options?: Options): Promise<Finding> {
  const error = await failure(text, options);
  expect(error).toBeInstanceOf(Finding);
  expect((error as Finding).details.file).toBe("rng/Dockerfile");
  return error as Finding;
}

async function ours(text: string, options?: Options): Promise<GraderError> {
  const error = await failure(text, options);
  expect(error).toBeInstanceOf(GraderError);
  return error as GraderError;
}

test.concurrent("an image that cannot be fetched is our problem; a name with a slip is corrected", async () => {
  const { code, message, advice } = await ours(`FROM ${NOWHERE}pyhton:3.13-slim\n`);
  expect(code).toBe("IMAGE_MISSING");
  expect(message).toBe(
    `The image ${NOWHERE}pyhton:3.13-slim is not on this machine, and the registry cannot be reached.`,
  );
  expect(advice).toContain("Available here: ");
  expect(advice).toContain(`Check the spelling: did you mean ${NOWHERE}python:3.13-slim?`);
});

test.concurrent("a registry that refuses more downloads for now (429) is our problem, and is called by its name", async () => {
  const registry = createServer((_, response) => {
    response.writeHead(429, { "content-type": "application/json" });
    response.end('{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}');
  });
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  try {
    const image = `localhost:${(registry.address() as AddressInfo).port}/python:3.13-slim`;
    const { code, message } = await ours(`FROM ${image}\n`);
    expect(code).toBe("REGISTRY_LIMIT");
    expect(message).toBe(
      `The image ${image} is not on this machine, and the registry refuses more downloads for now (429).`,
    );
  } finally {
    registry.close();
  }
});

test.concurrent("a base image that the registry does not have is the student's mistake", async () => {
  const registry = createServer((_, response) => {
    response.writeHead(404, { "content-type": "application/json" });
    response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
  });
  await new Promise<void>((listening) => registry.listen(0, "127.0.0.1", listening));
  try {
    const image = `localhost:${(registry.address() as AddressInfo).port}/python:alpin`;
    const { message, code } = await finding(`FROM ${image}\n`);
    expect(message).toBe(`The base image ${image} does not exist.`);
    expect(code).toBe("BASE_UNKNOWN");
  } finally {
    registry.close();
  }
});

test.concurrent("of several stages, the one that is missing is named", async () => {
  const { message, advice } = await ours(
    `FROM python:3.13-slim AS a\nFROM ${NOWHERE}team/tool:1\nCOPY --from=a /etc /etc\n`,
  );
  expect(message).toContain(`The image ${NOWHERE}team/tool:1 is not on this machine`);
  expect(advice).not.toContain("spelling");
});

test.concurrent.each([
  [
    "an instruction that there is not",
    "FROM python:3.13-slim\nWORKDIR /app\n\nCPY . .\n",
    4,
    /unknown instruction: CPY/i,
  ],
  [
    "a line that goes on where it should not",
    "FROM python:3.13-slim\nRUN true\n  flask\n",
    3,
    /unknown instruction: flask/i,
  ],
  ["no FROM at the beginning", "# syntax\nARG V=3\nRUN true\nFROM python:$V\n", 3, /first instruction has to be FROM/],
])("%s: the line is named", async (_, text, line, said) => {
  const { message, details } = await finding(text);
  expect(message).toMatch(new RegExp(`^The Dockerfile cannot be read: line ${line}: `));
  expect(message).toMatch(said);
  expect(details.line).toBe(line);
});

test.concurrent.each([
  ["COPY app.py .", "app.py", {}],
  ["COPY src/app.py requirements.txt ./", "src/app.py", { "requirements.txt": "" }],
  ["ADD files /files", "files", {}],
  ["COPY ../rng.py .", "rng.py", {}],
  ["COPY secret.py .", "secret.py", { "secret.py": "", ".dockerignore": "secret.py\n" }],
])("a file that is not there: %s", async (line, path, files) => {
  const { message, details } = await finding(`FROM python:3.13-slim\n${line}\n`, { files });
  expect(message).toBe(`The Dockerfile copies "${path}", which is not in the build context.`);
  expect(details).toMatchObject({ expected: `a file or folder rng/${path}` });
});

test.concurrent("npm in the root folder of the image", async () => {
  const { message, code } = await finding("FROM node:20-slim\nRUN npm install express\n");
  expect(message).toBe("npm cannot install in the root folder of the image.");
  expect(code).toBe("NPM_IN_ROOT");
});

test.concurrent("the package manager of another distribution", async () => {
  const { message } = await finding("FROM python:3.13-slim\nRUN apk add --no-cache gcc\n");
  expect(message).toBe("The Dockerfile calls apk, which its base image does not have.");
});

test.concurrent("a package that apt does not know: a forgotten update, and what a stand-in's own folder lacks", async () => {
  // The builder runs a step once for two builds that have the same at the same moment, and tells one of them what it said.
  const jdk = `FROM eclipse-temurin:21-jdk\nENV ONCE=${randomUUID()}\nRUN `;
  const { message, details } = await finding(`${jdk}apt-get install -y libpostgresql-jdbc-java\n`);
  expect(message).toBe("apt knows no package libpostgresql-jdbc-java.");
  expect(details.hint).toContain("comes without a list of packages");
  const typo = `${jdk}apt-get update && apt-get install -y libpostgresql-jdbc\n`;
  expect((await ours(typo)).advice).toMatch(/^Without Internet, apt can install: libpostgresql-jdbc-java\./);
  expect((await finding(typo, { standIn: false })).details.hint).toContain("name of the package");
  const stages = `${jdk}apt-get update\nFROM eclipse-temurin:21-jdk\nRUN apt-get install -y libpostgresql-jdbc\n`;
  expect((await finding(stages)).details.hint).toContain("comes without a list of packages");
});

test.concurrent("Debian packages without a network are our problem", async () => {
  const { code, message } = await ours(
    "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y no-such-tool\n",
  );
  expect(code).toBe("PACKAGE_MISSING");
  expect(message).toContain("installs Debian packages");
});

test.concurrent("an image that only a COPY names is named, too", async () => {
  const { code, message } = await ours(`FROM debian:trixie-slim\nCOPY --from=${NOWHERE}tool:2 /tool /tool\n`);
  expect(code).toBe("IMAGE_MISSING");
  expect(message).toContain(`The image ${NOWHERE}tool:2 is not on this machine`);
});

test.concurrent.each([
  "connection refused",
  "no such host",
  "toomanyrequests",
  "429 Too Many Requests",
  "i/o timeout",
  "pull access denied",
  "no space left on device",
  "Cannot connect to the Docker daemon",
  '\\"/app.py\\": not found',
])("a step that says %j is still the student's", async (words) => {
  const { message } = await finding(`FROM debian:trixie-slim\nRUN echo "tool: ${words}"; exit 1\n`);
  expect(message).toMatch(/^The image does not build: this step failed: RUN echo/);
});

test.concurrent("any other step: the step, and its last lines without the clock", async () => {
  const { message, details } = await finding(
    "FROM debian:trixie-slim\nRUN for i in $(seq 1 30); do echo line $i; done; echo broken; exit 7\n",
  );
  expect(message).toMatch(/^The image does not build: this step failed: RUN for i in/);
  const lines = details.evidence?.split("\n") ?? [];
  expect(lines.length).toBeLessThanOrEqual(12);
  expect(lines.at(-1)).toBe("broken");
  expect(lines).toContain("line 30");
  expect(details.evidence).not.toMatch(/^\d+\.\d+ /m);
});
