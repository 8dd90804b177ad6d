import { random } from "../core/testing.ts";
import { type Count, Meter } from "./meter.ts";

export interface Workers {
  readonly workers: number;
  /** Seconds that a hash takes, and the standard deviation of that as a share of it. */
  readonly hash: number;
  readonly noise: number;
  /** Hashes per second that all workers together cannot exceed: one after the other gets the bottleneck. */
  readonly atMost?: number;
  readonly seed: number;
}

/** Workers as the lab has them: each begins at another moment, and reports its hashes about once a second. */
export function mining({ workers, hash, noise, atMost, seed }: Workers, seconds: number): readonly Count[] {
  const next = random(seed);
  const states = Array.from({ length: workers }, (_, index) => ({
    source: `172.18.0.${index}`,
    at: next(),
    counted: 0,
    last: 0,
  }));
  const counts: Count[] = [];
  let free = 0;
  for (;;) {
    const worker = states.reduce((first, other) => (other.at < first.at ? other : first));
    if (worker.at > seconds) return counts.sort((a, b) => a.at - b.at);
    const served = atMost === undefined ? worker.at : Math.max(worker.at, free);
    if (atMost !== undefined) free = served + 1 / atMost;
    worker.at = served + hash * Math.max(0.05, 1 + noise * normal(next));
    worker.counted += 1;
    if (worker.at - worker.last < 1) continue;
    counts.push({ at: worker.at, source: worker.source, amount: worker.counted });
    worker.last = worker.at;
    worker.counted = 0;
  }
}

/** Box and Muller's normal distribution, mean 0, standard deviation 1. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

export function meterOf(counts: readonly Count[]): Meter {
  const meter = new Meter();
  for (const count of counts) meter.add(count);
  return meter;
}
