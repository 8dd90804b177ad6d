import type { Report, Result } from "../core/report.ts";
import { resultText } from "./result.ts";
import { type TestStatus, testsOf } from "./status.ts";

const look = { colour: false, width: 100 };
const STATUS = { passed: "passed", failed: "failed", skipped: "skipped", undecided: "other", advice: "other" } as const;

/** Common Test Report Format, version 1.0 (ctrf.io): what dashboards of several CI services read. Times in milliseconds. */
export function ctrf(reports: readonly Report[]): string {
  const tests = reports.flatMap((report) => testsOf(report).map((test) => testOf(report, test)));
  const starts = reports.map(({ startedAt }) => Date.parse(startedAt));
  const stops = reports.map(({ startedAt, seconds }) => Math.round(Date.parse(startedAt) + seconds * 1000));
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const summary = {
    tests: tests.length,
    ...{
      passed: count("passed"),
      failed: count("failed"),
      skipped: count("skipped"),
      pending: 0,
      other: count("other"),
    },
    ...{ suites: reports.length, start: Math.min(...starts), stop: Math.max(...stops) },
  };
  const results = { tool: { name: "docker-workshop" }, summary, tests };
  return `${JSON.stringify({ reportFormat: "CTRF", specVersion: "1.0.0", results }, undefined, 2)}\n`;
}

function testOf(report: Report, { result, status }: { result: Result; status: TestStatus }) {
  const { title, points, earned, seconds, outcome } = result;
  const finding = outcome.status === "failed" ? outcome.finding : undefined;
  return {
    name: title,
    status: STATUS[status],
    rawStatus: status === "advice" ? status : outcome.status,
    duration: Math.round(seconds * 1000),
    suite: [report.lab, report.part],
    ...(status !== "passed" && { message: resultText(report, result, look) }),
    ...(finding?.file !== undefined && { filePath: finding.file }),
    ...(finding?.line !== undefined && { line: finding.line }),
    extra: { points, earned },
  };
}
