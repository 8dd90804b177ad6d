import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import type { Event } from "../core/events.ts";
import type { Report } from "../core/report.ts";
import type { Edit } from "../kit/answers/answers.ts";
import { attempt, resultOf } from "./attempt.ts";
import { check, temporaryFolder } from "./command.ts";
import { draft } from "./draft.ts";
import { eventually, processesWith } from "./engine.ts";

const BUILDS = "rng: the image builds";

/** Judges an edited rng; the other services are left out, which takes a fraction of the time. */
function judgeRng(edit: Edit, more: { buildDeadline?: number; emit?: (event: Event) => void } = {}): Promise<Report> {
  const alone: Edit = (work) => {
    for (const service of ["hasher", "webui", "worker"]) work.remove(`${service}/Dockerfile`);
    edit(work);
  };
  return attempt(process.env, { part: "part1", edit: alone, ...more });
}

test("a build that hangs is ended, in the engine too, and named with its step", async () => {
  const seconds = randomInt(100_000, 999_999);
  const report = await judgeRng(
    (work) => work.write("rng/Dockerfile", `FROM python:3.13-slim\nRUN echo ok\nRUN sleep ${seconds}\n`),
    { buildDeadline: 8 },
  );
  const { outcome } = resultOf(report, BUILDS);
  expect(outcome).toMatchObject({
    status: "failed",
    finding: {
      message: "The build of rng did not end within 8 seconds.",
      actual: `still at: RUN sleep ${seconds}`,
      hint: expect.stringContaining("RUN is for what happens while the image is built"),
    },
  });
  expect(resultOf(report, "rng: GET / answers on port 80").outcome).toMatchObject({ status: "blocked", by: BUILDS });
  await eventually("the build's process ends", async () => (await processesWith(`sleep\0${seconds}`)).length === 0);
});

test("a service started in RUN: the build never ends, and the finding says what RUN is for", async () => {
  const report = await attempt(process.env, {
    part: "part1",
    edit: (work) => {
      for (const service of ["rng", "webui", "worker"]) work.remove(`${service}/Dockerfile`);
      work.replace("hasher/Dockerfile", /^CMD .*$/m, "RUN ruby hasher.rb");
      work.replace("hasher/Dockerfile", /^USER .*$/m, "");
    },
    buildDeadline: 10,
  });
  expect(resultOf(report, "hasher: the image builds").outcome).toMatchObject({
    status: "failed",
    finding: { actual: "still at: RUN ruby hasher.rb", file: "hasher/Dockerfile" },
  });
});

test("a build and a container that print without end: bounded memory, bounded logs, a clear verdict", async () => {
  const before = process.memoryUsage().rss;
  const report = await attempt(process.env, {
    part: "part1",
    edit: (work) => {
      for (const service of ["webui", "worker"]) work.remove(`${service}/Dockerfile`);
      work.write("rng/Dockerfile", "FROM python:3.13-slim\nRUN yes building\n");
      work.write("hasher/Dockerfile", 'FROM python:3.13-slim\nCMD ["yes", "the log that never ends"]\n');
    },
    buildDeadline: 8,
  });
  expect(resultOf(report, BUILDS).outcome).toMatchObject({
    status: "failed",
    finding: { message: "The build of rng did not end within 8 seconds.", actual: "still at: RUN yes building" },
  });
  const { outcome } = resultOf(report, "hasher: GET / answers on port 80");
  expect(outcome).toMatchObject({
    status: "failed",
    finding: {
      message: "hasher runs, but listens on no port at all.",
      expected: "a server that listens on 0.0.0.0:80",
    },
  });
  const evidence = outcome.status === "failed" ? (outcome.finding.evidence ?? "") : "";
  expect(evidence).toContain("the log that never ends");
  expect(evidence.split("\n").length).toBeLessThanOrEqual(20);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  expect(JSON.stringify(report).length).toBeLessThan(100_000);
});

test("an image that is not here: our error, with what is available and a word on the spelling; exit code 3", async () => {
  await using work = await draft((edit) => edit.replace("rng/Dockerfile", "python:3.13-slim", "pyhton:3.13-slim"));
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await check(["part1", "--in", work.dir], { tmp: folder.path });
  const text = stdout.replace(/\s+/g, " ");
  expect(text, stderr).toContain(
    "The image pyhton:3.13-slim is not on this machine, and the registry cannot be reached.",
  );
  expect(text).toContain("did you mean python:3.13-slim?");
  expect(text).not.toContain("workshop-classroom");
  expect(text).toContain("23 points are undecided, not lost");
  expect(stdout).toMatch(/IMAGE_MISSING/);
  expect(stdout).not.toMatch(/^ {4}at /m);
  expect(stdout).toMatch(/77 of 100/);
  expect(code).toBe(3);
});

test.each<[string, string, Edit, RegExp, RegExp]>([
  [
    "an unknown tag",
    "IMAGE_MISSING",
    (work) => work.replace("rng/Dockerfile", "python:3.13-slim", "python:3.99-nonsense"),
    /The image python:3\.99-nonsense is not on this machine/,
    /Available here: python:/,
  ],
  [
    "an unknown pip name",
    "PACKAGE_MISSING",
    (work) => work.replace("rng/Dockerfile", "flask~=3.1", "flaskk"),
    /rng\/Dockerfile asks pip for flaskk, which this machine does not have/,
    /did you mean flask\?/,
  ],
  [
    "an unknown pip version",
    "PACKAGE_MISSING",
    (work) => work.replace("rng/Dockerfile", "flask~=3.1", "flask==1.0.2"),
    /rng\/Dockerfile asks pip for flask==1\.0\.2/,
    /Without Internet, pip can install: .*flask/,
  ],
])("%s is %s, which costs nothing for sure", async (_, code, edit, message, advice) => {
  const report = await judgeRng(edit);
  const { outcome } = resultOf(report, BUILDS);
  expect(outcome).toMatchObject({ status: "errored", error: { code } });
  if (outcome.status !== "errored") return;
  expect(outcome.error.message).toMatch(message);
  expect(outcome.error.advice).toMatch(advice);
  expect(report.verdict).toBe("errored");
  expect(report.points.undecided).toBe(23);
});

test.each<[string, string, Edit, RegExp, RegExp | undefined]>([
  [
    "gem name",
    "hasher",
    (work) => gems(work, "sinatraa rackup puma"),
    /asks gem for sinatraa,/,
    /did you mean sinatra\?/,
  ],
  ["gem version", "hasher", (work) => gems(work, "sinatra:9.9.9 rackup puma"), /asks gem for sinatra/, undefined],
  [
    "npm name",
    "webui",
    (work) => packages(work, "expresss redis@3"),
    /asks npm for expresss,/,
    /did you mean express\?/,
  ],
  ["npm version", "webui", (work) => packages(work, "express@5 redis@99"), /asks npm for redis/, undefined],
])("an unknown %s is PACKAGE_MISSING", async (_, service, edit, message, advice) => {
  const report = await attempt(process.env, {
    part: "part1",
    edit: (work) => {
      for (const other of ["rng", "hasher", "webui", "worker"].filter((name) => name !== service))
        work.remove(`${other}/Dockerfile`);
      edit(work);
    },
  });
  const { outcome } = resultOf(report, `${service}: the image builds`);
  expect(outcome).toMatchObject({ status: "errored", error: { code: "PACKAGE_MISSING" } });
  if (outcome.status !== "errored") return;
  expect(outcome.error.message).toMatch(message);
  if (advice) expect(outcome.error.advice).toMatch(advice);
});

function gems(work: Parameters<Edit>[0], names: string): void {
  work.replace("hasher/Dockerfile", /gem install .*$/m, `gem install ${names}`);
}

function packages(work: Parameters<Edit>[0], names: string): void {
  work.replace("webui/Dockerfile", /npm install .*$/m, `npm install ${names}`);
}
