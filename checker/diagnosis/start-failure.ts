import type { Code } from "../core/codes/codes.ts";
import { Finding, type FindingDetails } from "../core/errors.ts";
import { faultIn } from "../engine/faults.ts";
import type { CommandResult } from "../engine/session.ts";
import { lastLines } from "../engine/tail.ts";

interface Rule {
  readonly code: Code;
  readonly pattern: RegExp;
  explain(match: RegExpExecArray): FindingDetails;
}

/** Of the engine's words, which quote what the image names. */
const MOST_READ = 4000;

const RULES: readonly Rule[] = [
  {
    code: "USER_UNKNOWN",
    pattern: /unable to find (user|group) (\S+?):/,
    explain: ([, kind, name]) => ({
      expected: `a ${kind} that exists in the image`,
      actual: `there is no ${kind} ${name} in it`,
      hint: "Look at USER: the image's own system has to know this name.",
    }),
  },
  {
    code: "NO_PERMISSION",
    pattern: /exec: "?(.{1,300}?)"?: permission denied/,
    explain: ([, program]) => ({
      expected: "a program that may be executed",
      actual: `permission denied: ${program}`,
      hint: `Look at the rights of ${program} in the image: may it be executed, and by the user that the container runs as?`,
    }),
  },
  {
    code: "PROGRAM_MISSING",
    pattern: /exec: "?(.{1,300}?)"?: (?:executable file not found in \$PATH|stat .{0,300}: no such file|no such file)/,
    explain: ([, program]) => ({
      expected: "a command that exists in the image",
      actual: `${program}: not found`,
      hint: /[\s"'[\]]/.test(program ?? "")
        ? "Look at the quotes and commas of CMD and ENTRYPOINT: a list takes each word by itself, in double quotes."
        : "Look at CMD and ENTRYPOINT: is the program in the image, is it spelled right, and (if it is a script) does its first line name a program of the image?",
    }),
  },
  {
    code: "NO_COMMAND",
    pattern: /no command specified/i,
    explain: () => ({
      expected: "a command that the container runs",
      actual: "the image names none",
    }),
  },
];

/** Puts the engine's refusal to start a container into words. */
export function cannotStart(subject: string, message: string): Finding {
  const said = message
    .replace(/^\(HTTP code \d+\) [^-]*- /, "")
    .trim()
    .slice(0, MOST_READ);
  const cannot = `The container of ${subject} cannot be started.`;
  for (const { code, pattern, explain } of RULES) {
    const match = pattern.exec(said);
    if (match) return new Finding(code, cannot, { evidence: said, ...explain(match) });
  }
  return new Finding("CANNOT_START", cannot, {
    expected: "a command that exists in the image",
    actual: said,
    observed: said,
  });
}

export function noContainer(service: string): Finding {
  return new Finding("NO_CONTAINER", `The service ${service} has no container.`, {
    expected: "a container for each service",
    actual: "none",
  });
}

/** The error for a stack, or a service of it, that did not start. */
export function notStarted(message: string, { output }: CommandResult): Error {
  const fault = faultIn(output);
  if (fault !== undefined) return fault;
  return new Finding("NOT_STARTED", message, {
    expected: "one `up` that starts every service",
    evidence: lastLines(output, 12),
  });
}

/** Throws when something that is to end did not. */
export function requireEnded({ ok, output }: CommandResult, message: string): void {
  if (ok) return;
  throw new Finding("NOT_STOPPED", message, {
    expected: "containers that end when they are asked to",
    evidence: lastLines(output, 12),
  });
}
