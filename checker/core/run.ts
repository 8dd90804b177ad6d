import { boundedFinding, boundedText } from "./bounded.ts";
import type { Check } from "./check.ts";
import { Finding, GraderError } from "./errors.ts";
import type { Emit } from "./events.ts";
import type { FindingData, Outcome, Result } from "./report.ts";
import { stackOf } from "./stack.ts";

export interface RunOptions<W> {
  readonly work: W;
  readonly emit: Emit;
  /** Aborted when the whole part has to end. */
  readonly signal: AbortSignal;
  /** Seconds of a monotonic clock. */
  readonly now: () => number;
  /** Called when a check has failed, before it is put down: aborts the signal when the failure may be ours. */
  readonly confirm?: () => Promise<void>;
  /** What is known about a finding beside its own words. It explains, and decides nothing. */
  readonly explain?: Explain<W>;
}

type Explain<W> = (finding: Finding, check: Check<W>) => Partial<FindingData>;

interface Settled {
  readonly outcome: Outcome;
  readonly value?: unknown;
  readonly earned: number;
}

/** Runs each check as soon as what it needs has passed; the results keep the order in which checks were written. */
export async function runChecks<W>(checks: readonly Check<W>[], options: RunOptions<W>): Promise<Result[]> {
  if (checks.length === 0) throw new Error("a part without checks judges nothing");
  for (const [index, check] of checks.entries()) inOrder(check, checks.slice(0, index));
  const settled = new Map<Check<W>, Promise<Settled>>();
  const results = checks.map(async (check, index) => {
    let began: number | undefined;
    const ending = settle(check, settled, options, () => {
      began = options.now();
      options.emit({ type: "check-started", index, title: check.title });
    });
    settled.set(check, ending);
    const { outcome, earned } = await ending;
    const seconds = began === undefined ? 0 : options.now() - began;
    const { title, points, section, why } = check;
    const result: Result = { title, points, earned, section, why, seconds, outcome };
    options.emit({ type: "check-ended", index, result });
    return result;
  });
  return Promise.all(results);
}

async function settle<W>(
  check: Check<W>,
  settled: ReadonlyMap<Check<W>, Promise<Settled>>,
  options: RunOptions<W>,
  started: () => void,
): Promise<Settled> {
  const endings = (others: readonly Check<W>[]) => Promise.all(others.flatMap((other) => settled.get(other) ?? []));
  await endings(check.after);
  const closer = await endings(check.closer);
  const needs = await endings(check.needs);
  const obstacle = needs.findIndex((need) => need.outcome.status !== "passed");
  if (obstacle >= 0) {
    return { outcome: blocked(check.needs[obstacle]?.title ?? "", needs[obstacle]?.outcome), earned: 0 };
  }
  if (options.signal.aborted) return failure(options.signal.reason, check);
  started();
  try {
    const values = needs.map((need) => need.value);
    const value = await orAborted(check.run(options.work, values), options.signal);
    return { outcome: { status: "passed" }, value, earned: check.points };
  } catch (error) {
    if (!options.signal.aborted) await options.confirm?.();
    const told = closer.findIndex(({ outcome }) => isFailure(outcome));
    if (error instanceof Finding && told >= 0 && !options.signal.aborted)
      return { outcome: blocked(check.closer[told]?.title ?? "", closer[told]?.outcome), earned: 0 };
    // What fails while everything is being ended may fail for that reason.
    return failure(options.signal.aborted ? options.signal.reason : error, check, options.explain);
  }
}

/** What a promise gives, or at once the signal's reason: a check that hangs must not keep the others from ending. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Seen before anything starts: what would fail half-way would leave containers behind. */
function inOrder<W>(check: Check<W>, earlier: readonly Check<W>[]): void {
  const missing = [...check.needs, ...check.after].find((other) => !earlier.includes(other));
  if (missing) throw new Error(`"${check.title}" waits for "${missing.title}", which stands after it or nowhere`);
}

/** A blocked check names the one at the root, which is the one to mend. */
function blocked(title: string, outcome: Outcome | undefined): Outcome {
  if (outcome?.status === "blocked") return outcome;
  return { status: "blocked", by: title, cause: outcome?.status === "errored" ? "errored" : "failed" };
}

/** The work is wrong there, be it that another check says so. */
function isFailure(outcome: Outcome): boolean {
  return outcome.status === "failed" || (outcome.status === "blocked" && outcome.cause === "failed");
}

function failure<W>(error: unknown, check: Check<W>, explain?: Explain<W>): Settled {
  if (error instanceof Finding) {
    const { earned = 0, observed: _, ...details } = error.details;
    return {
      outcome: {
        status: "failed",
        finding: boundedFinding({
          code: error.code,
          message: error.message,
          ...details,
          ...explain?.(error, check),
        }),
      },
      earned: Math.max(0, Math.min(earned, check.points)),
    };
  }
  if (error instanceof GraderError) {
    const { code, message, advice } = error;
    const bounded = { code, message: boundedText(message), advice: boundedText(advice) };
    return { outcome: { status: "errored", error: bounded }, earned: 0 };
  }
  const message = boundedText(stackOf(error));
  const advice = "This is a bug in the checker, not in your work. Please report it with the text above.";
  return { outcome: { status: "errored", error: { code: "BUG", message, advice } }, earned: 0 };
}
