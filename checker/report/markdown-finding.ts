import type { Result } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { block, inlineHtml, list, prose } from "./markdown-text.ts";
import { type Failed, lastLines, resultScore, type Trouble } from "./view.ts";
import { clues, count, facts, handout, type Labelled, marks, some } from "./words.ts";

/** Of a stack of ours. */
const mostLines = 15;

export function failureBlock(result: Failed, lab: string, most: number, held: readonly Result[]): string {
  const worth = held.reduce((sum, { points }) => sum + points, 0);
  const titles = held.map(({ title }) => oneLine(title));
  return folded(`${marks.failed} <b>${inlineHtml(result.title)}</b> ${resultScore(result)}`, [
    ...findingParts(result, "Expected", most, [
      ["Handout", handout(lab, result.section)],
      ...(worth > 0 ? [[`Waiting for this (${count(worth, "point")})`, some(titles, 8)] as const] : []),
    ]),
  ]);
}

export function adviceBlock(result: Failed, lab: string, most: number): string {
  const why: readonly Labelled[] = result.why.trim() === "" ? [] : [["Why", result.why]];
  return folded(
    `• <b>${inlineHtml(result.title)}</b>`,
    findingParts(result, "Better", most, [...why, ["Handout", handout(lab, result.section)]]),
  );
}

export function troubleBlock({ code, message, advice, titles }: Trouble): string {
  const [first = "", ...stack] = message.split("\n");
  return folded(`${marks.errored} <b>${inlineHtml(code)}</b>`, [
    prose(first),
    stack.length > 0 ? block(stack.slice(0, mostLines)) : "",
    prose(advice),
    list([["Not judged", some(titles.map(oneLine), 8)]]),
  ]);
}

/** With output between them, what is said before and after it is a list each. */
function findingParts(result: Failed, expected: string, most: number, more: readonly Labelled[]): readonly string[] {
  const { finding } = result.outcome;
  const { lines, before } = most > 0 ? lastLines(finding, most) : { lines: [], before: 0 };
  const omitted = before > 0 ? [`… ${count(before, "line")} before`] : [];
  const [first, last] = [facts(finding, expected), [...clues(finding), ...more]];
  const told =
    lines.length > 0 ? [list(first), block([...omitted, ...lines]), list(last)] : [list([...first, ...last])];
  return [prose(finding.message), ...told];
}

/** Open: a mail program that shows no HTML shows all of it anyway. */
function folded(summary: string, blocks: readonly string[]): string {
  const inside = blocks.filter((part) => part !== "");
  return [`<details open>\n<summary>${summary}</summary>`, ...inside, "</details>"].join("\n\n");
}
