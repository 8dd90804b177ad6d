import type { Report } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { columnsOf, oneLine, padEnd, padStart, wrap } from "./layout.ts";
import { type Look, pen } from "./pen.ts";
import { sumLines, undecidedText, verdictPainter } from "./terminal-points.ts";
import { points } from "./words.ts";

export const verdictMarks = { passed: "✓", failed: "✗", errored: "!" } as const;

/** Several parts in a few lines: points of each, and the sum. Extra points come on top, marked with a plus. */
export function summary(reports: readonly Report[], options: Look): string {
  if (reports.length === 0) throw new Error("a summary of no parts says nothing");
  const use = pen(options);
  const { paint, width } = use;
  const clean = mapTexts(reports, terminalText);
  const rows = clean.map((report) => ({ report, name: oneLine(report.part), score: scoreOf(report) }));
  const nameRoom = Math.min(20, Math.max(...rows.map((row) => columnsOf(row.name))));
  const scoreRoom = Math.max(...rows.map((row) => columnsOf(row.score)));
  const titleRoom = width - nameRoom - scoreRoom - 6;
  const lines = rows.flatMap(({ report, name, score }) => {
    const colour = verdictPainter(report.verdict, use);
    const titles = wrap(oneLine(report.title), titleRoom);
    const names = wrap(name, nameRoom);
    return Array.from({ length: Math.max(titles.length, names.length) }, (_, index) => {
      const mark = index === 0 ? colour(verdictMarks[report.verdict]) : " ";
      const text = `${mark} ${padEnd(names[index] ?? "", nameRoom)}  ${padEnd(titles[index] ?? "", titleRoom)}`;
      return (index === 0 ? `${text}  ${colour(padStart(score, scoreRoom))}` : text).trimEnd();
    });
  });
  const all = sum(clean);
  const took = clean.reduce((time, report) => time + report.seconds, 0);
  const labs = [...new Set(clean.map((report) => oneLine(report.lab)))].join(", ");
  return `${[
    ...wrap(labs, width).map(paint.bold),
    ...lines,
    ...sumLines(totalText(clean), took, (text) => text, use),
    ...(all.undecided > 0 ? wrap(undecidedText(all), width) : []),
  ].join("\n")}\n`;
}

/** What several parts come to: `100 of 120 points, +20 extra`. */
export function totalText(reports: readonly Report[]): string {
  const regular = sum(reports.filter((report) => !report.extra));
  const extra = sum(reports.filter((report) => report.extra));
  return [
    ...(regular.possible > 0 ? [`${points(regular.earned)} of ${points(regular.possible)} points`] : []),
    ...(extra.possible > 0 ? [`+${points(extra.earned)} extra`] : []),
  ].join(", ");
}

export function scoreOf({ points: { earned, possible, undecided }, extra }: Report): string {
  const waiting = undecided > 0 ? ` (${points(undecided)} undecided)` : "";
  return `${extra ? "+" : ""}${points(earned)} of ${points(possible)}${waiting}`;
}

function sum(reports: readonly Report[]): Report["points"] {
  const total = { earned: 0, possible: 0, undecided: 0 };
  for (const report of reports) {
    total.earned += report.points.earned;
    total.possible += report.points.possible;
    total.undecided += report.points.undecided;
  }
  return total;
}
