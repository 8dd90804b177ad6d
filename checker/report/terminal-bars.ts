import type { Exhibit } from "../core/report.ts";
import { columnsOf, cut, oneLine, padEnd, padStart, wrap } from "./layout.ts";
import type { Pen } from "./pen.ts";
import { groupsOf, shares } from "./view.ts";
import { quantity } from "./words.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar chart. All bars have one scale, so that groups can be compared. */
export function exhibitLines(exhibit: Exhibit, use: Pen): string[] {
  const { paint, width } = use;
  const unit = oneLine(exhibit.unit);
  const bars = exhibit.bars.map((bar) => ({
    ...bar,
    label: oneLine(bar.label),
    group: oneLine(bar.group),
    note: oneLine(bar.note ?? ""),
    text: cut(`${quantity(bar.value)} ${unit}`.trim(), Math.floor(width / 4)),
  }));
  const parts = shares(bars.map((bar) => bar.value));
  const share = new Map(bars.map((bar, index) => [bar, parts[index] ?? 0]));
  const labelRoom = Math.min(Math.floor(width / 3), Math.max(0, ...bars.map((bar) => columnsOf(bar.label))));
  const textRoom = Math.max(0, ...bars.map((bar) => columnsOf(bar.text)));
  const barRoom = width - labelRoom - textRoom - 8;
  const indent = bars.some((bar) => bar.group !== "") ? "    " : "  ";
  const lines = groupsOf(bars).flatMap(([group, members]) => [
    ...(group === "" ? [] : wrap(group, width - 2).map((line) => `  ${paint.dim(line)}`)),
    ...members.flatMap((bar) => [
      `${indent}${padEnd(cut(bar.label, labelRoom), labelRoom)}  ${paint.cyan(padEnd(blocks(share.get(bar) ?? 0, barRoom), barRoom))}  ${padStart(bar.text, textRoom)}`,
      ...(bar.note === "" ? [] : noteLines(bar.note, labelRoom + indent.length + 2, use)),
    ]),
  ]);
  return [
    ...wrap(oneLine(exhibit.title), width).map(paint.bold),
    ...lines,
    ...(exhibit.caption.trim() === "" ? [] : ["", ...wrap(exhibit.caption, width)]),
  ];
}

function noteLines(note: string, from: number, { paint, width }: Pen): string[] {
  return wrap(note, width - from).map((line) => `${" ".repeat(from)}${paint.dim(line)}`);
}

/** Whatever is more than nothing shows at least the thinnest bar. */
function blocks(share: number, room: number): string {
  const units = share === 0 ? 0 : Math.max(1, Math.round(share * room * 8));
  return "█".repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? "");
}
