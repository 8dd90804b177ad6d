import type { Report, Result } from "../core/report.ts";
import { type Failed, view } from "./view.ts";

/** What other systems call the outcome of a test. Advice is told and costs nothing, so it is no failure. */
export type TestStatus = "passed" | "failed" | "skipped" | "undecided" | "advice";

/** The checks of a report as tests. Advice that nobody needs is none. */
export function testsOf(report: Report): readonly { readonly result: Result; readonly status: TestStatus }[] {
  const { failures, advice, listed } = view(report);
  const told = report.results.filter((result) => listed.includes(result) || advice.includes(result as Failed));
  return told.map((result) => ({ result, status: statusOf(result, failures.includes(result as Failed)) }));
}

function statusOf({ outcome }: Result, isFailure: boolean): TestStatus {
  if (outcome.status === "failed") return isFailure ? "failed" : "advice";
  if (outcome.status === "blocked") return outcome.cause === "errored" ? "undecided" : "skipped";
  return outcome.status === "errored" ? "undecided" : "passed";
}
