import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

export interface UntilOptions {
  /** Seconds. */
  readonly deadline: number;
  /** Seconds between two looks. */
  readonly every?: number;
  readonly signal: AbortSignal;
  /** Processes that want to run, for each core: a mean over the last minute. */
  readonly load?: () => number;
}

/** Beyond this load, what is slow may be right: the deadline comes later, so many times. */
const BUSY = 4;
export const PATIENCE = 3;

/** Looks again and again until `look` gives something; undefined when the deadline passed before. */
export async function until<T>(look: () => Promise<T | undefined>, options: UntilOptions): Promise<T | undefined> {
  const { deadline, every = 0.05, signal, load = loadOfMachine } = options;
  const began = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if (seen !== undefined) return seen;
    const seconds = (performance.now() - began) / 1000;
    if (seconds >= deadline && (seconds >= deadline * PATIENCE || !outOfBreath(load))) return undefined;
    await pause(every * 1000, undefined, { signal });
  }
}

/** True when what is slow may be right. */
export function outOfBreath(load = loadOfMachine): boolean {
  return load() > BUSY;
}

/** Always 0 on Windows, where there is no such mean. */
function loadOfMachine(): number {
  const [lastMinute = 0] = loadavg();
  return lastMinute / availableParallelism();
}
