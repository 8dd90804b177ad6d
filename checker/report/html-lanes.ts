import type { Step } from "../core/report.ts";

/** For each step the first lane that is free when it begins. Steps come in the order of their start. */
export function lanesOf(steps: readonly Pick<Step, "start" | "seconds">[]): number[] {
  const freeAt: number[] = [];
  return steps.map(({ start, seconds }) => {
    // A thousandth of a second is how exactly moments are told.
    const free = freeAt.findIndex((moment) => moment <= start + 0.001);
    const lane = free < 0 ? freeAt.length : free;
    freeAt[lane] = start + seconds;
    return lane;
  });
}

/** At most seven round moments from zero, the last well before the end so that its text has room. */
export function ticksOf(length: number): number[] {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
  const step = steps.find((candidate) => length / candidate <= 6) ?? Math.ceil(length / 6);
  const ticks: number[] = [];
  for (let tick = 0; tick <= length * 0.96; tick += step) ticks.push(Math.round(tick * 10) / 10);
  return ticks;
}
