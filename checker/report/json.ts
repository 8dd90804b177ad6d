import type { Report } from "../core/report.ts";

/** What JSON leaves as it is although a terminal or an editor obeys it. Escaped, it is the same value. */
const risky = /[\u007f-\u009f\u2028\u2029]|\p{Format}/gu;

/** One report as the versioned schema has it, several as a list; throws where they are not (zod is only loaded here). */
export async function json(reports: readonly Report[]): Promise<string> {
  const { ReportFile } = await import("../core/report.ts");
  const text = JSON.stringify(ReportFile.parse(reports.length === 1 ? reports[0] : reports), undefined, 2);
  return `${text.replace(risky, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
