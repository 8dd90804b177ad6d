import { expect, test } from "vitest";
import { Finding, GraderError } from "../core/errors.ts";
import { explainBuild } from "./build-failure.ts";

/** As BuildKit prints it. */
const added = `#5 http://nowhere.example/driver.jar
#5 ERROR: Get "http://nowhere.example/driver.jar": dial tcp: lookup nowhere.example on 192.0.2.1:53: no such host
`;
const ran = (said: string, code: number) => `#5 [2/2] RUN get-it
#5 0.474 ${said}
#5 ERROR: executor failed running [/bin/sh -c get-it]: exit code: ${code}
`;

function explained(output: string, base = "eclipse-temurin:21-jdk", standIn = true): Error {
  const dockerfile = { service: "worker", folder: "worker", name: "Dockerfile", text: `FROM ${base}\nRUN get-it\n` };
  return explainBuild({ dockerfile, output, available: [], standIn });
}

test.each([
  [added, "http://nowhere.example/driver.jar"],
  [ran("curl: (6) Could not resolve host: nowhere.example", 6), "nowhere.example"],
  [ran("wget: unable to resolve host address 'nowhere.example'", 4), "nowhere.example"],
  [
    ran("fatal: unable to access 'https://nowhere.example/x/': Could not resolve host: nowhere.example", 128),
    "nowhere.example",
  ],
])("what cannot be fetched without Internet is our problem (%#)", (output, from) => {
  const error = explained(output);
  expect(error).toBeInstanceOf(GraderError);
  expect(error).toMatchObject({ code: "PACKAGE_MISSING" });
  expect(error.message).toBe(`worker/Dockerfile fetches something from ${from}, which this machine cannot reach.`);
});

test("a program that full images have is our gap where they are stood in for; small ones never have it", () => {
  const output = ran("/bin/sh: 1: curl: not found", 127);
  expect(explained(output)).toMatchObject({ code: "PACKAGE_MISSING" });
  expect(explained(output, "python:3.13")).toBeInstanceOf(GraderError);
  for (const [base, standIn] of [["python:3.13-slim"], ["debian:trixie"], ["eclipse-temurin:21-jdk", false]] as const) {
    const mistake = explained(output, base, standIn);
    expect(mistake).toBeInstanceOf(Finding);
    expect(mistake.message).toBe("The Dockerfile calls curl, which its base image does not have.");
  }
});

test.each([
  "E: Unable to locate package curll",
  "E:Building dependency tree...\n#5 0.488  Unable to locate package curll",
])("a package that apt does not know, however its two streams are mixed (%#)", (said) => {
  expect(explained(ran(said, 100), "debian:trixie", false).message).toBe("apt knows no package curll.");
});

test("apt that waits for a yes, also where its servers are out of reach", () => {
  const away = "Temporary failure resolving 'deb.debian.org'\n#5 0.9 ";
  for (const before of ["", away]) {
    const mistake = explained(ran(`${before}Do you want to continue? [Y/n] Abort.`, 1), "node:20-slim");
    expect(mistake).toBeInstanceOf(Finding);
    expect(mistake.message).toBe("While the image is built, apt asks whether to go on, and nobody answers.");
  }
});

const copying = (step: string, error: string) => `#5 [2/2] ${step}
#5 ERROR: ${error}
------
 > [2/2] ${step}:
------
`;
const checksum = "failed to calculate checksum of ref 1b2c::3d4e: ";
const walked = (path: string) =>
  `failed to walk /var/lib/docker/tmp/buildkit-mount17/${path}: lstat /var/lib/docker/tmp/buildkit-mount17/${path}: no such file or directory`;

test.each([
  ["lstat /var/lib/docker/overlay2/dc74/merged/app/venv: no such file or directory"],
  ["lstat /var/lib/docker/tmp/buildkit-mount623149652/app/venv: no such file or directory"],
  [`${checksum}"/app/venv": not found`],
  [`${checksum}${walked("app")}`],
])("a path that another stage does not have is not looked for in the build context: %s", (error) => {
  const said = 'The Dockerfile copies "/app/venv" from another stage or image, which does not have it.';
  expect(explained(copying("COPY --from=build /app/venv /app/venv", error), "python:3.13-slim").message).toBe(said);
});

test.each([
  ["COPY ../rng/rng.py .", `${checksum}"/rng/rng.py": not found`, "rng/rng.py"],
  ["COPY ../rng/rng.py .", `${checksum}${walked("rng")}`, "rng/rng.py"],
  ["COPY ./rng/ .", `${checksum}"/rng": not found`, "rng"],
  ['COPY ["a b.py", "."]', `${checksum}"/a b.py": not found`, "a b.py"],
  ["COPY rng.py .", '"/rng.py" not found: not found', "rng.py"],
])("a path that the build context does not have: %s (%#)", (step, error, path) => {
  const { message } = explained(copying(step, error), "python:3.13-slim");
  expect(message).toBe(`The Dockerfile copies "${path}", which is not in the build context.`);
});

test.each([
  ["COPY .\\rng.py .", "COPY .rng.py .", "/.rng.py", 2],
  ["COPY .\\rng.py C:\\app\\\nUSER nobody", "COPY .rng.py C:appUSER nobody", "/C:appUSER", 2],
])("a path that is written as on Windows: %j", (lines, step, missed, line) => {
  const dockerfile = { service: "rng", folder: "rng", name: "Dockerfile", text: `FROM python:3.13-slim\n${lines}\n` };
  const output = copying(step, `${checksum}"${missed}": not found`);
  const error = explainBuild({ dockerfile, output, available: [], standIn: true });
  expect(error.message).toBe('The Dockerfile copies ".rng.py", which is not in the build context.');
  expect(error).toMatchObject({ details: { expected: "./rng.py", line } });
  expect(error).toMatchObject({ details: { actual: expect.stringContaining(".\\rng.py: a backslash does not") } });
});

test("a program is missing in the stage that calls it, whatever the others are made from", () => {
  const text = "FROM python:3.13 AS full\nRUN get-it\nFROM python:3.13-slim AS small\nRUN get-it\n";
  const dockerfile = { service: "rng", folder: "rng", name: "Dockerfile", text };
  const said = (stage: string) =>
    explainBuild({
      ...{ dockerfile, available: [], standIn: true },
      output: ` > [${stage} 2/2] RUN get-it:\n#5 0.474 /bin/sh: 1: curl: not found\n`,
    });
  expect(said("full")).toMatchObject({ code: "PACKAGE_MISSING" });
  expect(said("small").message).toBe("The Dockerfile calls curl, which its base image does not have.");
});

const unknown = (stage: string) => ` > [${stage} 2/2] RUN apt-get install -y curl:
#5 0.474 E: Unable to locate package curl
`;
/** Two bases: apt asks a folder of the one, and a server from the other. */
const bases = `FROM eclipse-temurin:21-jdk AS build
RUN apt-get update && apt-get install -y curl
FROM build AS more
RUN apt-get install -y curl
FROM python:3.13-slim
RUN apt-get install -y curl
`;

test.each([
  ["build", "not judged: what apt finds there"],
  ["more", "not judged: what apt finds there"],
  ["worker more", "not judged: what apt finds there"],
  ["stage-2", "a mistake: nothing fetches the list"],
])("what apt does not find is judged by the base of the stage: %s is %s", (stage, verdict) => {
  const dockerfile = { service: "worker", folder: "worker", name: "Dockerfile", text: bases };
  const error = explainBuild({ dockerfile, output: unknown(stage), available: [], standIn: true });
  expect(error).toMatchObject(
    verdict.startsWith("not judged")
      ? { code: "PACKAGE_MISSING", advice: expect.stringMatching(/apt can install: libpostgresql-jdbc-java\.$/) }
      : { message: "apt knows no package curl.", details: { hint: expect.stringContaining("without a list") } },
  );
});
