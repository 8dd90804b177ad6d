import { describe, expect, test } from "vitest";
import { type Count, Meter } from "./meter.ts";
import { meterOf, mining } from "./testing.ts";

/** What a reading of simulated workers gives after some warm-up. */
function reading(workers: Parameters<typeof mining>[0], seconds: number) {
  const counts = mining(workers, 3 + seconds);
  const meter = meterOf(counts.filter(({ at }) => at <= 3));
  meter.restart();
  for (const count of counts) if (count.at > 3) meter.add(count);
  return meter.rate();
}

describe("known rates", () => {
  test.each([
    ["one worker", { workers: 1, hash: 0.305, noise: 0 }, 1 / 0.305],
    ["one slow worker", { workers: 1, hash: 0.9, noise: 0 }, 1 / 0.9],
    ["ten workers", { workers: 10, hash: 0.305, noise: 0 }, 10 / 0.305],
    ["ten workers, a bottleneck", { workers: 10, hash: 0.305, noise: 0, atMost: 10 }, 10],
    ["one worker, a bottleneck too wide to matter", { workers: 1, hash: 0.305, noise: 0, atMost: 10 }, 1 / 0.305],
  ])("%s: the error is below 1% from any beginning", (_, workers, rate) => {
    for (let seed = 0; seed < 50; seed++) {
      const found = reading({ ...workers, seed }, 8);
      expect(Math.abs((found?.perSecond ?? 0) / rate - 1)).toBeLessThan(0.01);
      expect(found?.seconds).toBeGreaterThan(4);
    }
  });

  test.each([
    [1, 0.05, 7],
    [1, 0.2, 20],
    [10, 0.2, 3],
    [10, 0.2, 7],
    [10, 0.5, 15],
  ])("the rate of %i workers with noise %f over %i s has no bias", (workers, noise, seconds) => {
    const rates = Array.from({ length: 200 }, (_, seed) => reading({ workers, hash: 0.305, noise, seed }, seconds));
    const mean = rates.reduce((sum, rate) => sum + (rate?.perSecond ?? 0), 0) / rates.length;
    // Clipped noise makes a hash a little longer: up to 0.6%.
    expect(Math.abs((mean * 0.305) / workers - 1)).toBeLessThan(0.015);
  });
});

describe("the interval is honest", () => {
  test.each([
    [1, 0.05, 3],
    [1, 0.05, 7],
    [1, 0.2, 20],
    [10, 0.2, 3],
    [10, 0.2, 7],
    [10, 0.3, 30],
  ])(
    "%i workers with noise %f over %i s: the true rate lies inside about 95 times of 100",
    (workers, noise, seconds) => {
      const runs = 400;
      let inside = 0;
      for (let seed = 0; seed < runs; seed++) {
        const rate = reading({ workers, hash: 0.305, noise, seed }, seconds + 2);
        const off = Math.abs((rate?.perSecond ?? 0) - workers / 0.305);
        if (off <= (rate?.spread ?? 0) * (rate?.perSecond ?? 0)) inside++;
      }
      expect(inside / runs).toBeGreaterThan(0.9);
      // An interval that is far too wide would hold the truth always.
      expect(inside / runs).toBeLessThan(0.995);
    },
  );

  test("it is narrow enough to be of use: ten workers are known within 5% after a few seconds", () => {
    const spreads = Array.from({ length: 100 }, (_, seed) =>
      reading({ workers: 10, hash: 0.305, noise: 0.2, seed }, 9),
    ).map((rate) => rate?.spread ?? 1);
    expect(spreads.filter((spread) => spread <= 0.05).length).toBeGreaterThan(90);
  });
});

/** A source that counts `amount` every `every` seconds. */
function steady(source: string, from: number, to: number, every = 1, amount = 3): readonly Count[] {
  const counts: Count[] = [];
  for (let at = from; at <= to; at += every) counts.push({ at, source, amount });
  return counts;
}

describe("what is known", () => {
  test("nothing before every source has made two steps, and not from less than two seconds", () => {
    const meter = new Meter();
    expect(meter.rate()).toBeUndefined();
    for (const count of steady("a", 0, 20)) meter.add(count);
    expect(meter.rate()?.perSecond).toBeCloseTo(3);
    meter.add({ at: 17, source: "b", amount: 3 });
    expect(meter.rate()).toBeUndefined();
    for (const at of [18, 18.9]) meter.add({ at, source: "b", amount: 3 });
    expect(meter.rate()).toBeUndefined();
    expect(meter.sources).toBe(2);
    expect(meter.total).toBe(63 + 9);
  });

  test("only what all sources have counted: the window begins with the last that began", () => {
    const rate = meterOf([...steady("a", 0, 20), ...steady("b", 10.5, 20.5, 1, 6)]).rate();
    expect(rate?.perSecond).toBeCloseTo(9);
    expect(rate?.seconds).toBeCloseTo(9.5);
  });

  test("a source that has stopped counts as standing still, from its last step on", () => {
    const rate = meterOf([...steady("a", 0, 20), ...steady("b", 0, 10)]).rate();
    expect(rate?.seconds).toBe(20);
    expect(rate?.perSecond).toBeCloseTo(3 + 30 / 20);
    expect(rate?.spread).toBeGreaterThan(0.1);
  });

  test("a source that is silent for a moment only shortens the window", () => {
    expect(meterOf([...steady("a", 0, 20), ...steady("b", 0, 17)]).rate()).toMatchObject({ perSecond: 6, seconds: 17 });
  });

  test("all sources have stopped: seen when somebody knows that time went on", () => {
    const meter = meterOf(steady("a", 0, 10));
    expect(meter.rate(13)?.perSecond).toBeCloseTo(3);
    expect(meter.rate(20)?.perSecond).toBeCloseTo(1.5);
    meter.restart();
    expect(meter.rate(20)).toEqual({ perSecond: 0, spread: 0, seconds: 10 });
  });

  test("restart forgets what was counted, and goes on from each source's last step", () => {
    const meter = meterOf(steady("a", 0, 10, 1, 100));
    meter.restart();
    expect(meter.rate()).toBeUndefined();
    for (const count of steady("a", 11, 15)) meter.add(count);
    expect(meter.rate()).toMatchObject({ perSecond: 3, seconds: 5 });
    expect(meter.sources).toBe(1);
  });
});
