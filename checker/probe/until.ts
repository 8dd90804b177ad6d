import { setTimeout as pause } from "node:timers/promises";

export interface UntilOptions {
  /** Seconds. */
  readonly deadline: number;
  /** Seconds between two looks. */
  readonly every?: number;
  readonly signal: AbortSignal;
}

/** Looks again and again until `look` gives something; undefined when the deadline passed before. */
export async function until<T>(look: () => Promise<T | undefined>, options: UntilOptions): Promise<T | undefined> {
  const end = performance.now() + options.deadline * 1000;
  for (;;) {
    options.signal.throwIfAborted();
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() >= end) return undefined;
    await pause((options.every ?? 0.05) * 1000, undefined, { signal: options.signal });
  }
}
