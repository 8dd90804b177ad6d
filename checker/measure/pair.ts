import { setTimeout as pause } from "node:timers/promises";
import type { Meter, Rate } from "./meter.ts";

export interface PairOptions {
  /** Sources that count at each side before the window begins. */
  readonly sources: number;
  /** Seconds that the window has at least. */
  readonly window: number;
  /** Seconds until the last source has to have counted once. */
  readonly warmUp: number;
  /** Seconds until the reading ends even when it is not steady. */
  readonly deadline: number;
  /** The spread at which a rate counts as known; see `Rate.spread`. */
  readonly spread: number;
  readonly signal: AbortSignal;
}

export interface Pair {
  readonly student: Rate | undefined;
  readonly reference: Rate | undefined;
  /** Both rates are known well enough. */
  readonly steady: boolean;
}

const EVERY = 100;

/** Reads two counters in the same window, so that the machine's noise meets both alike. */
export async function measurePair(student: Meter, reference: Meter, options: PairOptions): Promise<Pair> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const warm = () => [student, reference].every(({ sources }) => sources >= options.sources);
  while (!warm() && elapsed() < options.warmUp) await pause(EVERY, undefined, { signal: options.signal });
  const warmedUp = elapsed();
  // A counter that nobody has moved by now stands still: a window would not tell more.
  if (student.sources === 0) return { student: undefined, reference: reference.rate(), steady: false };
  student.restart();
  reference.restart();
  for (;;) {
    // One clock for both: a side that counts no more must not look as fast as it was.
    const now = Math.max(student.latest, reference.latest);
    const pair = { student: student.rate(now), reference: reference.rate(now) };
    const steady = [pair.student, pair.reference].every((rate) => known(rate, options));
    if (steady || elapsed() - warmedUp >= options.deadline) return { ...pair, steady };
    await pause(EVERY, undefined, { signal: options.signal });
  }
}

export function known(rate: Rate | undefined, { window, spread }: Pick<PairOptions, "window" | "spread">): boolean {
  return rate !== undefined && rate.seconds >= window && rate.spread <= spread;
}
