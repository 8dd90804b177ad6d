import type { Finding } from "../../core/errors.ts";

/** What a script is answered instead of what it asked for, in the engine's way: a status and a sentence. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const notFound = (message: string) => new Refused(404, message);
export const invalid = (message: string) => new Refused(400, message);

/** How the findings of rules begin. */
const REFUSAL = "Refused before anything ran";

/** One line, which the docker command prints after `Error response from daemon:`. */
export function sentenceOf(finding: Finding): string {
  const { actual, expected, hint } = finding.details;
  if (actual === undefined || !finding.message.startsWith(REFUSAL)) return finding.message;
  const asked = actual.replace(/^services\.[^.]+\./, "").split("\n")[0];
  const instead = expected === undefined ? "" : ` Allowed instead: ${expected}.`;
  return `refused (${finding.code}): ${asked}. ${hint ?? finding.look}${instead}`;
}
