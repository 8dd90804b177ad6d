import type { Finding } from "../core/errors.ts";
import type { Container } from "../engine/container.ts";
import { type NoAnswer, noAnswer } from "../probe/no-answer.ts";
import { stillRunning } from "../probe/server.ts";
import { until } from "../probe/until.ts";
import type { CheckContext } from "./context.ts";

/** What a look has seen last: what a finding tells when nothing right was ever seen. */
export interface Seen {
  actual: string;
  /** What programs said, for known mistakes. */
  observed: string;
}

export interface EventuallyOptions<T> {
  /** Seconds. */
  readonly deadline: number;
  /** Seconds between two looks. */
  readonly every?: number;
  /** Gives what was waited for; undefined when it is worth to look again, and `never` when it is not. */
  readonly look: (seen: Seen) => Promise<T | undefined | typeof never>;
  readonly otherwise: (seen: Seen) => Finding | Promise<Finding>;
}

/** For a look that has seen what no waiting mends. */
export const never = Symbol("never");

/** Looks again and again until it is right; throws the finding that tells what was seen instead when it never was. */
export async function eventually<T>(work: CheckContext, options: EventuallyOptions<T>): Promise<T> {
  const { look, otherwise, ...times } = options;
  const seen: Seen = { actual: "no answer", observed: "" };
  const found = await until(() => look(seen), { ...times, signal: work.signal });
  if (found !== undefined && found !== never) return found;
  throw await otherwise(seen);
}

/**
 * An answer, or undefined when there is none yet: then `seen` says why. A container that has ended, of which nothing will
 * ever come, is a finding.
 */
export async function answerOf<T>(
  asked: Promise<T>,
  seen: Seen,
  container: Container,
  words = ({ reason }: NoAnswer) => `no answer (${reason})`,
): Promise<T | undefined> {
  const answer = await asked.catch(noAnswer);
  if (!(answer instanceof Error)) return answer;
  seen.actual = words(answer);
  await stillRunning(container);
  return undefined;
}
