import type { Event } from "../core/events.ts";
import type { Result } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { seconds } from "./words.ts";

/** One line for a log: what is over is told once, what is going on is not told at all. */
export function plainLine(event: Event): string | undefined {
  if (event.type === "note") return `note    ${oneLine(event.text)}`;
  if (event.type === "kept") return `kept    ${oneLine(event.address)}`;
  if (event.type === "check-ended") return resultLine(event.result);
  return undefined;
}

function resultLine({ outcome, points, title, seconds: took }: Result): string | undefined {
  const name = oneLine(title);
  if (points === 0 && outcome.status === "failed") return `advice  ${name} (${seconds(took)})`;
  if (points === 0 && outcome.status !== "errored") return undefined;
  if (outcome.status === "blocked") return `blocked ${name} (waits for "${oneLine(outcome.by)}")`;
  if (outcome.status === "errored") return `error   ${name} (${oneLine(outcome.error.code)})`;
  return `${outcome.status.padEnd(7)} ${name} (${seconds(took)})`;
}
