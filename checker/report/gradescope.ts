import type { Report } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { resultText } from "./result.ts";
import { testsOf } from "./status.ts";

const look = { colour: false, width: 100 };

/** `results.json` of a Gradescope autograder (its documentation, "Autograder Specifications"). What is undecided has no score. */
export function gradescope(reports: readonly Report[]): string {
  const tests = reports.flatMap((report) =>
    testsOf(report).map(({ result, status }) => ({
      name: oneLine(`${report.part}: ${result.title}`),
      ...(status === "undecided"
        ? {}
        : { score: result.earned, status: status === "passed" || status === "advice" ? "passed" : "failed" }),
      max_score: report.extra ? 0 : result.points,
      output: status === "passed" ? "" : resultText(report, result, look),
      output_format: "text",
      visibility: "visible",
    })),
  );
  const sum = (value: (report: Report) => number) => reports.reduce((total, report) => total + value(report), 0);
  const undecided = sum(({ points }) => points.undecided);
  return `${JSON.stringify(
    {
      ...(undecided === 0 && { score: sum(({ points }) => points.earned) }),
      execution_time: sum(({ seconds }) => seconds),
      output: undecided === 0 ? "" : `${undecided} points could not be judged, for a reason that is not the student's.`,
      output_format: "text",
      stdout_visibility: "hidden",
      tests,
    },
    undefined,
    2,
  )}\n`;
}
