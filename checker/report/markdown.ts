import type { Exhibit, Report } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { adviceBlock, failureBlock, troubleBlock } from "./markdown-finding.ts";
import { code, inline, prose, table } from "./markdown-text.ts";
import { scoreOf, totalText, verdictMarks } from "./summary.ts";
import { sumText, undecidedText } from "./terminal-points.ts";
import { resultScore, view } from "./view.ts";
import { count, marks, quantity, seconds, some } from "./words.ts";

/** GitHub refuses a comment of more than 65,536 characters. */
const longest = 65_000;
/** Lines of output for each finding: fewer where it would be too long, and then no findings at all. */
const evidence = [15, 3, 0];

/** For a comment on a pull request, the summary of a workflow, or a letter to a student. */
export function markdown(originals: readonly Report[]): string {
  const reports = mapTexts(originals, (text) => terminalText(text, 300));
  for (const lines of evidence) {
    const text = runText(reports, lines);
    if (text.length <= longest) return text;
  }
  return runText(reports, undefined);
}

function runText(reports: readonly Report[], lines: number | undefined): string {
  const parts = reports.flatMap((report) => [...headBlocks(report), ...bodyBlocks(report, lines)]);
  return `${(reports.length > 1 ? [totalBlock(reports), ...parts] : parts).join("\n\n")}\n`;
}

function totalBlock(reports: readonly Report[]): string {
  const rows = reports.map((report) => [
    verdictMarks[report.verdict],
    inline(report.part),
    inline(report.title),
    scoreOf(report),
  ]);
  return `# ${totalText(reports)}\n\n${table(
    [
      ["", "centre"],
      ["Part", "left"],
      ["", "left"],
      ["Points", "right"],
    ],
    rows,
  )}`;
}

function headBlocks(report: Report): readonly string[] {
  const { listed, perfect } = view(report);
  const done = perfect ? `${marks.passed} All ${count(listed.length, "check")} passed. ` : "";
  const rows = listed.map((result) => [
    marks[result.outcome.status],
    inline(result.title),
    result.points === 0 ? "" : resultScore(result),
  ]);
  return [
    `## ${inline(`${report.lab} ${report.part} · ${report.title}`)}`,
    `${done}**${sumText(report)}**, took ${seconds(report.seconds)}`,
    ...(report.points.undecided > 0 ? [undecidedText(report.points)] : []),
    ...(perfect
      ? []
      : [
          table(
            [
              ["", "centre"],
              ["Check", "left"],
              ["Points", "right"],
            ],
            rows,
          ),
        ]),
  ];
}

function bodyBlocks(report: Report, lines: number | undefined): readonly string[] {
  if (lines === undefined) return ["What was found is too long to be told here."];
  const { failures, advice, troubles, waiting } = view(report);
  const { lab } = report;
  return [
    ...section(
      "What to fix",
      failures.map((failure) => failureBlock(failure, lab, lines, waiting.get(failure.title) ?? [])),
    ),
    ...section("Could not be judged; this costs you no points", troubles.map(troubleBlock)),
    ...section(
      "Advice (no points)",
      advice.map((result) => adviceBlock(result, lab, lines)),
    ),
    ...section("Notes", noteBlocks(report)),
    ...report.exhibits.map(exhibitBlock),
  ];
}

function section(heading: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [`### ${heading}`, ...blocks];
}

function noteBlocks({ restored, notes, kept }: Report): readonly string[] {
  const files = some(restored.map(code), 10);
  const lines = [
    ...(restored.length > 0 ? [`You had changed given code. It was judged as it was handed out: ${files}`] : []),
    ...notes.map(inline),
    ...(kept === undefined ? [] : [`The stack that was judged is still up: ${code(kept)}`]),
  ];
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join("\n")];
}

function exhibitBlock({ title, unit, bars, caption }: Exhibit): string {
  const rows = bars.map(({ group, label, value, note = "" }) => [group, label, note, quantity(value)].map(inline));
  const columns = [
    ["", "left"],
    ["", "left"],
    ["", "left"],
    [inline(unit), "right"],
  ] as const;
  return [`### ${inline(title)}`, table(columns, rows), prose(caption)].join("\n\n").trimEnd();
}
