import { expect, test } from "vitest";
import { Report } from "./report.ts";

const shared = { points: 5, earned: 0, section: "rng", why: "why", seconds: 0.25 };

const report: Report = {
  version: 1,
  lab: "dockercoins",
  part: "part1",
  title: "DockerCoins, part1: Four images",
  extra: false,
  submission: "labs/dockercoins",
  startedAt: "2026-01-31T10:20:30.456Z",
  seconds: 12.5,
  verdict: "errored",
  points: { earned: 5, possible: 20, undecided: 10 },
  results: [
    { ...shared, title: "passed", earned: 5, outcome: { status: "passed" } },
    {
      ...shared,
      title: "failed",
      outcome: {
        status: "failed",
        finding: {
          code: "OTHER_PORT",
          service: "rng",
          message: "m\u0000\u001b[31m",
          expected: "e",
          actual: "ä\n\u2028",
          evidence: "</script>",
          hint: "h",
          file: "f",
          line: 3,
        },
      },
    },
    { ...shared, title: "blocked", outcome: { status: "blocked", by: "failed", cause: "failed" } },
    { ...shared, title: "errored", outcome: { status: "errored", error: { code: "BUG", message: "m", advice: "" } } },
  ],
  restored: ["rng/rng.py"],
  notes: ["a note"],
  exhibits: [
    { title: "t", unit: "hashes/s", caption: "c", bars: [{ label: "l", value: 3.3, group: "you", note: "n" }] },
  ],
  facts: { hashes: 160, "hashes per second": 3.25 },
  steps: [{ phase: "build", subject: "rng", start: 0.5, seconds: 2 }],
  kept: "http://127.0.0.1:8000",
  environment: {
    engine: "28.2.2",
    api: "1.50",
    platform: "linux/amd64",
    compose: "2.36.2",
    buildx: "0.24.0",
    node: "20.20.0",
    images: [{ tag: "redis:latest", id: "sha256:00" }],
  },
};

test("a report goes through JSON and the schema unchanged, whatever came out", () => {
  expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  const { kept: _, ...without } = report;
  expect(Report.parse(JSON.parse(JSON.stringify(without)))).toEqual(without);
});

const [first] = report.results;

test.each([
  ["no outcome", { results: [{ ...first, outcome: null }] }],
  ["an outcome that nobody knows", { results: [{ ...first, outcome: { status: "skipped" } }] }],
  ["blocked without a cause", { results: [{ ...first, outcome: { status: "blocked", by: "a" } }] }],
  ["failed without a finding", { results: [{ ...first, outcome: { status: "failed" } }] }],
  ["another version", { version: 2 }],
  ["a phase that nobody knows", { steps: [{ phase: "sleep", subject: "s", start: 0, seconds: 0 }] }],
  ["points that are no number", { points: { earned: Number.NaN, possible: 1, undecided: 0 } }],
  ["a moment that is none", { startedAt: "yesterday" }],
])("refuses %s", (_, change) => {
  expect(Report.safeParse({ ...report, ...change }).success).toBe(false);
});

test("a report of an earlier version, which had rules and no codes, can still be read", () => {
  const text = JSON.stringify(report).replace('"code":"OTHER_PORT","service":"rng"', '"rule":"compose-privileged"');
  const [, failed] = Report.parse(JSON.parse(text)).results;
  expect(text).toContain("compose-privileged");
  expect(failed?.outcome).toMatchObject({ status: "failed", finding: { message: "m\u0000\u001b[31m" } });
});
