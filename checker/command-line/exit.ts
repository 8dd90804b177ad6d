import { CommanderError } from "commander";
import { Failure, GraderError, UsageError } from "../core/errors.ts";
import { stackOf } from "../core/stack.ts";

/** Exit codes of all commands. */
export const EXIT = { ok: 0, failed: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

/** Tells people why a command ended, and gives its exit code. */
export function failed(error: unknown, say: (text: string) => void): number {
  // Commander has told it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError || error instanceof Failure) {
    say(error.message);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
  if (error instanceof GraderError) {
    say(`${error.message}\n${error.advice} (${error.code})`);
    return error.code === "INTERRUPTED" ? EXIT.interrupted : EXIT.impossible;
  }
  say(`BUG: ${stackOf(error)}\nThis is a bug in the checker, not in your work. Please report it with the text above.`);
  return EXIT.impossible;
}
