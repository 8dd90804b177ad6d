import type { Report } from "../core/report.ts";

/** What JSON leaves as it is although a terminal or an editor obeys it. Escaped, it is the same value. */
const risky = /[\u007f-\u009f\u2028\u2029]|\p{Format}/gu;

/** The report as the versioned schema has it; throws where it is not (zod is only loaded here). */
export async function json(report: Report): Promise<string> {
  const schema = await import("../core/report.ts");
  const text = JSON.stringify(schema.Report.parse(report), undefined, 2);
  return `${text.replace(risky, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
