import { GraderError } from "../core/errors.ts";
import type { Plan } from "../dockerfile/plan.ts";

/** The first Docker Engine whose builder knows something by itself. Source: release notes of moby/buildkit and of Docker. */
const SINCE: Readonly<Record<string, string>> = {
  link: "23.0",
  checksum: "23.0",
  "keep-git-dir": "23.0",
  "start-interval": "25.0",
};

/**
 * Builders before BuildKit 0.9 take the lines of a here-document for instructions, which nobody judged: they never get one.
 */
export function refuseDocuments(plan: Plan, version: string): void {
  if (majorOf(version) >= 23) return;
  const step = plan.stages.flatMap(({ steps }) => steps).find(({ documents }) => documents.length > 0);
  if (step !== undefined) throw tooOld(plan.file, `a here-document (line ${step.line})`, version, "23.0");
}

/** What a builder does not know that is right otherwise: the sandbox lets only known options through. */
export function builderTooOld(file: string, output: string, version: string): GraderError | undefined {
  for (const complaint of complaintsIn(output)) {
    const option = /unknown flag: (?:--)?([\w-]+)/i.exec(complaint)?.[1];
    if (option !== undefined) return tooOld(file, `the option --${option}`, version, SINCE[option]);
    if (/missing ':' in substitution|unsupported modifier \(.{1,2}\) in substitution/i.test(complaint))
      return tooOld(file, "the way in which it uses a variable", version);
  }
  return undefined;
}

/** What the builder itself says, not a RUN: the rest of each line behind the words with which its errors begin. */
function complaintsIn(output: string): readonly string[] {
  const begin = /(?:dockerfile parse error|failed to solve|ERROR:)(.*)/i;
  return output.split("\n").flatMap((line) => begin.exec(line)?.[1] ?? []);
}

function tooOld(file: string, what: string, version: string, since?: string): GraderError {
  const newer = since === undefined ? "with a newer Docker Engine" : `with Docker Engine ${since} or newer`;
  return new GraderError(
    "TOO_OLD",
    `${file} could not be judged here: Docker Engine ${version} is too old for ${what}.`,
    `Run the check ${newer}; \`npm run doctor\` shows which one this is.`,
  );
}

function majorOf(version: string): number {
  return Number(/^v?(\d+)/.exec(version)?.[1] ?? Number.POSITIVE_INFINITY);
}
