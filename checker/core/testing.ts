import { type CheckOptions, checksOn } from "./check.ts";
import type { Emit } from "./events.ts";
import type { RunOptions } from "./run.ts";

/** What checks of tests work on: they write down what they did. */
export interface Diary {
  readonly lines: string[];
}

export const check = checksOn<Diary>();

/** A check's options, where only what it needs matters. */
export function worth<N = undefined>(points: number, more: Partial<CheckOptions<Diary, N>> = {}) {
  return { points, section: "section", why: "why", ...more };
}

export function runOptions(more: Partial<RunOptions<Diary>> = {}): RunOptions<Diary> {
  const emit: Emit = () => undefined;
  let time = 0;
  return { work: { lines: [] }, emit, signal: new AbortController().signal, now: () => ++time, ...more };
}

/** A promise, and what ends it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** The same numbers from the same seed (mulberry32): 0 <= x < 1. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Seconds of a processor that something takes, whatever else runs on the machine. */
export function cpuSeconds(action: () => void): number {
  const began = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}
