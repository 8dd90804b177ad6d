import type { Report, Result } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { type Look, pen } from "./pen.ts";
import { failureLines, troubleLines } from "./terminal-finding.ts";
import { seconds } from "./words.ts";

/** What came of one check, as the terminal report tells it. */
export function resultText(report: Report, original: Result, options: Look): string {
  const use = pen(options);
  const result = mapTexts(original, terminalText);
  const { outcome } = result;
  switch (outcome.status) {
    case "passed":
      return `Passed, in ${seconds(result.seconds)}.`;
    case "failed":
      return failureLines({ ...result, outcome }, new Map(), report.lab, use).join("\n");
    case "blocked":
      return `Not tried: it waits for "${outcome.by}".`;
    case "errored":
      return troubleLines({ ...outcome.error, titles: [result.title] }, new Map(), use).join("\n");
  }
}
