import type { Report } from "../core/report.ts";
import type { Student } from "./gradebook.ts";
import type { Store } from "./store.ts";

/** The reports that a student's marks were made from. They are large: whoever wants those of a class takes one student after the other. */
export async function reportsOf({ submission, marks }: Student, store: Store): Promise<readonly Report[]> {
  if (submission === undefined) return [];
  const reports: Report[] = [];
  for (const { part, report } of marks) {
    const judged = report === undefined ? undefined : await store.read({ key: submission.key, part });
    if (judged !== undefined && "report" in judged) reports.push(judged.report);
  }
  return reports;
}
