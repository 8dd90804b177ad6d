import type { Exhibit } from "../../../kit/kit.ts";

/** Hashes per second of one side: with one worker, with ten, and with ten and the fix. */
export interface Speeds {
  readonly one: number;
  readonly ten: number;
  readonly fixed: number;
}

/** Ten workers alone reach about 3 times one worker's speed: a speed-up up to this one earns nothing. */
export const NO_BETTER = 3.5;
/** The share of the reference's speed-up that earns everything. */
const ENOUGH = 0.9;

/** A stack whose one worker is slower than the reference's is taken to be so much of it at least. */
const ALONE = 0.95;

/**
 * What one worker does, for a speed-up: the faster of before and after the fix, and nearly as much as the reference's. So
 * nobody gains by making it slow; a stack that is slower for a reason of its own is so with ten workers, too, and loses
 * less by it than the mark allows.
 */
export function alone(before: number, after: number, reference: number): number {
  return Math.max(before, after, ALONE * reference);
}

export function speedUp({ one, fixed }: Speeds): number {
  return fixed / one;
}

/** Points for a speed-up: none up to NO_BETTER, all from ENOUGH of the reference's on, proportional between. */
export function pointsFor(student: number, reference: number, points: number): number {
  if (student <= NO_BETTER) return 0;
  if (student >= ENOUGH * reference) return points;
  const share = (student - NO_BETTER) / (ENOUGH * reference - NO_BETTER);
  return Math.round(points * share);
}

export function exhibit(student: Speeds, reference: Speeds): Exhibit {
  const bars = (group: string, { one, ten, fixed }: Speeds) => [
    { group, label: "one worker", value: one },
    { group, label: "ten workers", value: ten, note: times(ten / one) },
    { group, label: "ten workers and the fix", value: fixed, note: times(fixed / one) },
  ];
  return {
    title: "How fast ten workers mine",
    unit: "hashes/s",
    bars: [
      ...bars("you", student),
      ...bars("reference", reference),
      { group: "ideal", label: "ten times one worker", value: 10 * student.one, note: times(10) },
    ],
    caption: caption(student),
  };
}

function caption({ one, ten, fixed }: Speeds): string {
  const missing = Math.round(100 * (1 - fixed / (10 * one)));
  const limit = `Ten workers alone reach ${ten.toFixed(1)} hashes/s, not ${(10 * one).toFixed(0)}, because each hash needs one request to rng, and one rng answers one request at a time, 0.1 s each: 10 a second at most, whoever asks.`;
  if (fixed <= NO_BETTER * one) return limit;
  return `${limit} With the fix ${Math.max(0, missing)}% of ten times one worker is still missing: requests meet at the same copy by chance and wait for each other, and the machine's cores are shared.`;
}

export function times(factor: number): string {
  return `x${factor.toFixed(1)}`;
}
