import { lastOf, type Output } from "../engine/demultiplex.ts";

/** Lines of a log in which the reason is looked for, and of those that are shown. */
export const READ_LINES = 60;
const SHOWN_LINES = 12;

/** The last lines, without the long lists of calls that hide what was said before them. */
export function lastWords({ all, errors }: Output): string {
  return lastOf({ all: withoutCalls(all), errors: withoutCalls(errors) }, SHOWN_LINES);
}

function withoutCalls(log: string): string {
  const isCall = (line: string) => /^\s+(at |from )\S/.test(line);
  const lines = log.split("\n");
  return lines.filter((line, index) => !isCall(line) || !isCall(lines[index - 1] ?? "")).join("\n");
}
