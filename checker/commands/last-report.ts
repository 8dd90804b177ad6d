import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../core/report.ts";
import { stateFolder } from "../images/state.ts";

/** The newest report of each part stays on this machine, for `--explain`. A machine where it cannot be kept goes without. */
export async function keepReport(env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  await writeFile(file(env, report.lab, report.part), JSON.stringify(report)).catch(() => undefined);
}

/** Undefined when the part was never judged here, or by another version of the checker. */
export async function lastReport(env: NodeJS.ProcessEnv, lab: string, part: string): Promise<Report | undefined> {
  const text = await readFile(file(env, lab, part), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { Report } = await import("../core/report.ts");
  try {
    return Report.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function file(env: NodeJS.ProcessEnv, lab: string, part: string): string {
  return join(stateFolder(env), `last-${lab}-${part}.json`);
}
