import type { Result } from "../core/report.ts";
import { fold, oneLine, wrap } from "./layout.ts";
import type { Pen } from "./pen.ts";
import { painter } from "./terminal-points.ts";
import { type Failed, lastLines, type Trouble } from "./view.ts";
import { clues, count, facts, handout, type Labelled, marks, points, some } from "./words.ts";

const labelWidth = 10;
/** A text of a finding that goes on longer than this is not being read. */
const mostLines = 16;
const mostEvidence = 15;

type Waiting = ReadonlyMap<string, readonly Result[]>;

export function failureLines(result: Failed, waiting: Waiting, lab: string, use: Pen): string[] {
  const { finding } = result.outcome;
  const partly = result.earned > 0 ? ` (${points(result.earned)} of ${count(result.points, "point")})` : "";
  return [
    ...headline(marks.failed, `${oneLine(result.title)}${partly}`, painter("failed", use), use),
    ...prose(finding.message, use),
    ...fields(facts(finding), use),
    ...evidenceLines(result, use),
    ...fields(clues(finding), use),
    ...field("Handout", result.points > 0 || result.section !== "" ? handout(lab, result.section) : undefined, use),
    ...waitingLines(waiting.get(result.title), use),
  ];
}

/** Friendlier: what could be better, and why it matters. */
export function adviceLines(result: Failed, lab: string, use: Pen): string[] {
  const { finding } = result.outcome;
  return [
    ...headline("•", oneLine(result.title), use.paint.cyan, use),
    ...prose(finding.message, use),
    ...field("Why", result.why, use),
    ...fields(facts(finding, "Better"), use),
    ...evidenceLines(result, use),
    ...fields(clues(finding), use),
    ...field("Handout", result.section === "" ? undefined : handout(lab, result.section), use),
  ];
}

export function troubleLines({ code, message, advice, titles }: Trouble, waiting: Waiting, use: Pen): string[] {
  const held = titles.flatMap((title) => waiting.get(title) ?? []);
  const [first = "", ...stack] = message.split("\n");
  return [
    ...headline("!", `${oneLine(code)}: ${first}`, painter("errored", use), use),
    ...gutter(stack.slice(0, mostLines).join("\n"), use),
    ...prose(advice, use),
    ...indent(wrap(`Not judged: ${some(titles.map(oneLine), 8)}`, use.width - 2), use.paint.dim),
    ...waitingLines(held, use),
  ];
}

function headline(mark: string, text: string, colour: (text: string) => string, { paint, width }: Pen): string[] {
  return wrap(text, width - 2).map((line, index) => `${index === 0 ? colour(mark) : " "} ${paint.bold(line)}`);
}

function prose(text: string, { width }: Pen): string[] {
  return text.trim() === "" ? [] : indent(clip(wrap(text, width - 2)));
}

function fields(pairs: readonly Labelled[], use: Pen): string[] {
  return pairs.flatMap(([label, text]) => field(label, text, use, label === "Code" ? use.paint.dim : undefined));
}

function field(label: string, text: string | undefined, { paint, width }: Pen, colour = (said: string) => said) {
  if (text === undefined || text.trim() === "") return [];
  const lines = clip(wrap(text, width - 2 - labelWidth));
  return lines.map((line, index) => {
    const name = (index === 0 ? `${label}:` : "").padEnd(labelWidth);
    return `  ${index === 0 ? paint.dim(name) : name}${colour(line)}`.trimEnd();
  });
}

function evidenceLines({ outcome: { finding } }: Failed, use: Pen): string[] {
  const { lines, before } = lastLines(finding, mostEvidence);
  const omitted = before > 0 ? [`    ${use.paint.dim(`… ${count(before, "line")} before`)}`] : [];
  return [...omitted, ...gutter(lines.join("\n"), use)];
}

function gutter(text: string, { paint, width }: Pen): string[] {
  if (text === "") return [];
  return fold(text, width - 6).map((line) => `    ${paint.dim("│")} ${line}`.trimEnd());
}

function waitingLines(held: readonly Result[] | undefined, { paint, width }: Pen): string[] {
  if (held === undefined || held.length === 0) return [];
  const worth = count(
    held.reduce((sum, result) => sum + result.points, 0),
    "point",
  );
  const titles = some(
    held.map((result) => `"${oneLine(result.title)}"`),
    8,
  );
  return indent(wrap(`${marks.blocked} waiting for this (${worth}): ${titles}`, width - 2), paint.dim);
}

function indent(lines: readonly string[], colour: (text: string) => string = (text) => text): string[] {
  return lines.map((line) => (line === "" ? "" : `  ${colour(line)}`));
}

function clip(lines: readonly string[]): string[] {
  const rest = lines.length - mostLines;
  return rest > 1 ? [...lines.slice(0, mostLines), `… ${rest} more lines`] : [...lines];
}
