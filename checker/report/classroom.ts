import type { Report } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { resultText } from "./result.ts";
import { type TestStatus, testsOf } from "./status.ts";

const look = { colour: false, width: 100 };
const STATUS: Readonly<Record<TestStatus, string>> = {
  passed: "pass",
  advice: "pass",
  failed: "fail",
  skipped: "fail",
  undecided: "error",
};

/**
 * What GitHub Classroom's graders hand to its reporter, version 1 (education/autograding-grading-reporter). A workflow gives it in
 * Base64 as `NAME_RESULTS`.
 */
export function classroom(reports: readonly Report[]): string {
  const tests = reports.flatMap((report) =>
    testsOf(report).map(({ result, status }) => {
      const { title, earned, seconds, outcome } = result;
      const finding = outcome.status === "failed" ? outcome.finding : undefined;
      return {
        name: oneLine(`${report.part}: ${title}`),
        status: STATUS[status],
        score: earned,
        message: status === "passed" ? "" : resultText(report, result, look),
        test_code: "",
        filename: finding?.file ?? "",
        line_no: finding?.line ?? 0,
        execution_time: `${seconds.toFixed(3)}s`,
      };
    }),
  );
  const undecided = tests.some(({ status }) => status === "error");
  const status = undecided ? "error" : tests.some((test) => test.status === "fail") ? "fail" : "pass";
  const max_score = reports.filter(({ extra }) => !extra).reduce((sum, { points }) => sum + points.possible, 0);
  return `${JSON.stringify({ version: 1, status, max_score, tests }, undefined, 2)}\n`;
}
