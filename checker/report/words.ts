import type { FindingData, Outcome, Phase } from "../core/report.ts";
import { oneLine } from "./layout.ts";

export type Status = Outcome["status"];

/** Told apart without colour too. */
export const marks: Readonly<Record<Status, string>> = { passed: "✓", failed: "✗", blocked: "–", errored: "!" };

export const doing: Readonly<Record<Phase, string>> = {
  pull: "pulling",
  build: "building",
  start: "starting",
  probe: "asking",
  measure: "measuring",
  stop: "stopping",
};

/** Rounded down to a tenth: 99.96 must not read like full marks. */
export function points(value: number): string {
  return String(Math.floor(value * 10 + 1e-6) / 10);
}

export function seconds(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  if (tenths < 10) return `${tenths.toFixed(1)} s`;
  const whole = Math.round(value);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Three digits that matter, and thousands apart. */
export function quantity(value: number): string {
  if (!Number.isFinite(value)) return "?";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

export function some(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${rest} more` : items.join(", ");
}

/** The handout's section that teaches what a check is about. */
export function handout(lab: string, section: string): string {
  const anchor = oneLine(section).replace(/^#/, "");
  return `labs/${oneLine(lab)}/README.md${anchor === "" ? "" : `#${anchor}`}`;
}

export function place(finding: { readonly file?: string | undefined; readonly line?: number | undefined }): string {
  if (finding.file === undefined) return "";
  const file = oneLine(finding.file);
  return finding.line === undefined ? file : `${file}:${finding.line}`;
}

/** What a finding says beside its message, with the label that every format puts before it. */
export function facts(finding: FindingData, expected = "Expected"): readonly Labelled[] {
  return told([
    [expected, finding.expected],
    ["Seen", finding.actual],
    ["File", place(finding)],
  ]);
}

/** Why it is so, where to look, and what to look up. */
export function clues(finding: FindingData): readonly Labelled[] {
  return told([
    ["Cause", cause(finding)],
    ["Hint", finding.hint?.trim()],
    ["Code", code(finding)],
  ]);
}

export type Labelled = readonly [label: string, text: string];

function told(pairs: readonly (readonly [string, string | undefined])[]): readonly Labelled[] {
  return pairs.flatMap(([label, text]) => (text?.trim() ? [[label, text] as const] : []));
}

/** A known mistake, with the code under which it is known. */
function cause({ fingerprint }: Pick<FindingData, "fingerprint">): string | undefined {
  return fingerprint && `${oneLine(fingerprint.cause)} (${oneLine(fingerprint.code)})`;
}

/** What kind of mistake it is, where the cause does not say so already. */
function code({ code, fingerprint }: Pick<FindingData, "code" | "fingerprint">): string | undefined {
  return code === undefined || code === fingerprint?.code ? undefined : oneLine(code);
}
