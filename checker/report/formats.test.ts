import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { classroom } from "./classroom.ts";
import { ctrf } from "./ctrf.ts";
import { bonus, failures, ourErrors, runs } from "./golden/reports.ts";
import { gradescope } from "./gradescope.ts";
import { sarif } from "./sarif.ts";

const { resolve } = createRequire(import.meta.url);

/** A validator of a published JSON schema. SARIF's calls itself draft 04, and uses nothing that later drafts read otherwise. */
function validator(path: string) {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  return ajv.compile(schema);
}

const followsCtrf = validator(resolve("ctrf").replace(/[^/]+$/, "ctrf-schema-0.0.json"));
const followsSarif = validator(resolve("@microsoft/jest-sarif").replace(/[^/]+$/, "schemas/sarif-2.1.0-rtm.5.json"));

/** Gradescope's documentation has no schema: its page "Autograder Specifications", as far as we use it. */
const Gradescope = z.strictObject({
  score: z.number().optional(),
  execution_time: z.number(),
  output: z.string(),
  output_format: z.enum(["text", "html", "simple_format", "md", "ansi"]),
  stdout_visibility: z.enum(["hidden", "after_due_date", "after_published", "visible"]),
  tests: z.array(
    z.strictObject({
      name: z.string(),
      score: z.number().optional(),
      max_score: z.number(),
      status: z.enum(["passed", "failed"]).optional(),
      output: z.string(),
      output_format: z.enum(["text", "html", "simple_format", "md", "ansi"]),
      visibility: z.enum(["hidden", "after_due_date", "after_published", "visible"]),
    }),
  ),
});

/** What education/autograding-grading-reporter reads. */
const Classroom = z.strictObject({
  version: z.literal(1),
  status: z.enum(["pass", "fail", "error"]),
  max_score: z.number(),
  tests: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(["pass", "fail", "error"]),
      score: z.number(),
      message: z.string(),
      test_code: z.string(),
      filename: z.string(),
      line_no: z.number().int(),
      execution_time: z.string(),
    }),
  ),
});

const dated = Object.entries(runs).map(
  ([name, reports]) => [name, reports.map((report) => ({ ...report, startedAt: failures.startedAt }))] as const,
);

describe.each(dated)("%s", (_, reports) => {
  test("CTRF follows its schema", () => {
    followsCtrf(JSON.parse(ctrf(reports)));
    expect(followsCtrf.errors).toBeNull();
  });

  test("SARIF follows its schema", () => {
    followsSarif(JSON.parse(sarif(reports)));
    expect(followsSarif.errors).toBeNull();
  });

  test("Gradescope's results and GitHub Classroom's are what these read", () => {
    Gradescope.parse(JSON.parse(gradescope(reports)));
    Classroom.parse(JSON.parse(classroom(reports)));
  });
});

test("SARIF shows a finding at its file and line, and nothing that has none", () => {
  const [run] = JSON.parse(sarif([failures])).runs;
  const placed = failures.results.filter(({ outcome }) => outcome.status === "failed" && outcome.finding.file);
  expect(run.results).toHaveLength(placed.length);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "hasher/Dockerfile", uriBaseId: "SUBMISSION" },
    region: { startLine: 4 },
  });
  expect(run.originalUriBaseIds.SUBMISSION.uri).toBe("file:///home/ada/workshop/labs/dockercoins/");
});

test("CTRF counts what is there, and tells advice and what is undecided from failures", () => {
  const { summary, tests } = JSON.parse(ctrf([failures])).results;
  expect(summary).toMatchObject({
    tests: tests.length,
    failed: tests.filter((one: { status: string }) => one.status === "failed").length,
  });
  expect(summary.failed).toBeGreaterThan(0);
  const undecided = JSON.parse(ctrf([ourErrors])).results;
  expect(undecided.summary.other).toBeGreaterThan(0);
});

test("the points add up: extra points come on top, and what is undecided gives no score", () => {
  const both = JSON.parse(gradescope([failures, bonus]));
  expect(both.score).toBe(failures.points.earned + bonus.points.earned);
  expect(JSON.parse(classroom([failures, bonus])).max_score).toBe(failures.points.possible);
  const open = JSON.parse(gradescope([ourErrors]));
  expect(open).not.toHaveProperty("score");
  expect(open.output).toContain("could not be judged");
  expect(JSON.parse(classroom([ourErrors])).status).toBe("error");
});
