import type { FindingData } from "./report.ts";

/** What a report keeps of each text: more than anybody reads. In UTF-16 units. */
const MOST = { message: 2000, expected: 4000, actual: 4000, hint: 2000, evidence: 16_000, file: 500 } as const;
/** Of a text of ours: a stack, an advice with a list in it. */
const MOST_OF_OURS = 8000;

/** A finding as a report takes it, however long its texts are; of evidence the end is what matters. */
export function boundedFinding(finding: FindingData): FindingData {
  const bounded: Record<string, unknown> = { ...finding };
  for (const [name, most] of Object.entries(MOST)) {
    const text = bounded[name];
    if (typeof text === "string") bounded[name] = name === "evidence" ? endOf(text, most) : beginningOf(text, most);
  }
  return bounded as FindingData;
}

export function boundedText(text: string): string {
  return beginningOf(text, MOST_OF_OURS);
}

function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)} … (${text.length - most} more characters)`;
}

function endOf(text: string, most: number): string {
  if (text.length <= most) return text;
  return `(${text.length - most} characters before) … ${text.slice(-most)}`;
}
