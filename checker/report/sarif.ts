import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Report } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { resultText } from "./result.ts";
import { testsOf } from "./status.ts";

const look = { colour: false, width: 100 };
const BASE = "SUBMISSION";

/** SARIF 2.1.0 (OASIS): what editors and code scanning show at the lines of files. Findings without a file have no place in it. */
export function sarif(reports: readonly Report[]): string {
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: reports.map(runOf) };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf(report: Report) {
  const placed = testsOf(report).flatMap(({ result, status }) => {
    const { outcome } = result;
    if (outcome.status !== "failed" || outcome.finding.file === undefined) return [];
    const { finding } = outcome;
    const id = finding.fingerprint?.code ?? finding.code ?? "FINDING";
    const level = status === "advice" ? "note" : "error";
    const text = `${oneLine(result.title)}\n${resultText(report, result, look)}`;
    const region = finding.line === undefined ? {} : { region: { startLine: finding.line } };
    const artifactLocation = { uri: addressOf(finding.file ?? ""), uriBaseId: BASE };
    const locations = [{ physicalLocation: { artifactLocation, ...region } }];
    return [{ ruleId: id, level, message: { text }, locations }];
  });
  const rules = [...new Set(placed.map(({ ruleId }) => ruleId))].map((id) => ({ id }));
  const { lab, part, submission } = report;
  return {
    tool: { driver: { name: "docker-workshop", rules } },
    automationDetails: { id: `${lab}/${part}` },
    ...(isAbsolute(submission) && { originalUriBaseIds: { [BASE]: { uri: `${pathToFileURL(submission).href}/` } } }),
    columnKind: "utf16CodeUnits",
    results: placed,
  };
}

/** A path inside the submission, whatever its names are. */
function addressOf(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
