import { expect, onTestFinished, test } from "vitest";
import { type Count, Meter } from "./meter.ts";
import { known, measurePair, type PairOptions } from "./pair.ts";
import { mining } from "./testing.ts";

const options: PairOptions = {
  sources: 1,
  window: 5,
  warmUp: 60,
  deadline: 60,
  spread: 0.05,
  signal: new AbortController().signal,
};

/** A meter that hears of one count after the other, a hundred times as fast as they are timed. */
function fed(counts: readonly Count[]): Meter {
  const meter = new Meter();
  const began = performance.now();
  let next = 0;
  const timer = setInterval(() => {
    const now = (performance.now() - began) / 10;
    for (let count = counts[next]; count && count.at <= now; count = counts[++next]) meter.add(count);
  }, 5);
  onTestFinished(() => clearInterval(timer));
  return meter;
}

const one = (seed: number, seconds = 1000, noise = 0.02) => mining({ workers: 1, hash: 0.305, noise, seed }, seconds);

test.each(["student", "reference"])(
  "ends when both rates are known; the warm-up of the %s does not count",
  async (warm) => {
    const fastAtFirst = [...Array(20).keys()].map((at): Count => ({ at, source: "172.18.0.0", amount: 1000 }));
    const early = fed([...fastAtFirst, ...one(1).filter(({ at }) => at > 20)]);
    const late = fed(one(2).filter(({ at }) => at > 25));
    const [student, reference] = warm === "student" ? [early, late] : [late, early];
    const pair = await measurePair(student, reference, options);
    expect(pair.steady).toBe(true);
    for (const rate of [pair.student, pair.reference]) {
      expect(rate?.perSecond).toBeGreaterThan(3.1);
      expect(rate?.perSecond).toBeLessThan(3.5);
      expect(rate?.seconds).toBeGreaterThanOrEqual(options.window);
      expect(rate?.spread).toBeLessThanOrEqual(options.spread);
    }
  },
);

test("waits until all sources of both sides have counted, but no longer than the warm-up", async () => {
  const ten = mining({ workers: 10, hash: 0.305, noise: 0.02, seed: 3 }, 1000);
  const latecomer = ten.filter(({ at, source }) => source !== "172.18.0.9" || at > 30);
  const complete = await measurePair(fed(latecomer), fed(ten), { ...options, sources: 10 });
  expect(complete.student?.perSecond).toBeGreaterThan(30);
  const nine = ten.filter(({ source }) => source !== "172.18.0.9");
  const short = await measurePair(fed(nine), fed(ten), { ...options, sources: 10, warmUp: 0.3 });
  expect(short.steady).toBe(true);
  expect(short.student?.perSecond).toBeLessThan(31);
});

test("ends at the deadline when a rate is never known, and says so", async () => {
  const [wild, calm] = [one(5, 1000, 0.8), one(6, 1000, 0)];
  const ending = { ...options, spread: 0.001, deadline: 0.4 };
  for (const [student, reference] of [
    [wild, calm],
    [calm, wild],
  ] as const) {
    const pair = await measurePair(fed(student), fed(reference), ending);
    expect(pair.steady).toBe(false);
    expect(pair.student?.perSecond).toBeGreaterThan(0);
  }
});

test("a side that never counts has no rate", async () => {
  const pair = await measurePair(new Meter(), fed(one(7)), { ...options, warmUp: 0.2, deadline: 0.4 });
  expect(pair).toMatchObject({ student: undefined, steady: false });
  expect(pair.reference?.perSecond).toBeGreaterThan(3);
});

test("a side that stops counting does not keep the rate that it had", async () => {
  const pair = await measurePair(fed(one(8, 12)), fed(one(9)), { ...options, spread: 0.001, deadline: 1 });
  expect(pair.steady).toBe(false);
  expect(pair.student?.perSecond).toBeLessThan(1);
});

test.each([0.3, 60])("an abort ends it at once (warm-up %f s)", async (warmUp) => {
  const abort = new AbortController();
  const reading = measurePair(new Meter(), new Meter(), { ...options, warmUp, signal: abort.signal });
  setImmediate(() => abort.abort(new Error("enough")));
  await expect(reading).rejects.toThrow();
});

test.each([
  [undefined, false],
  [{ perSecond: 3, seconds: 5, spread: 0.05 }, true],
  [{ perSecond: 3, seconds: 4.9, spread: 0.05 }, false],
  [{ perSecond: 3, seconds: 5, spread: 0.051 }, false],
])("known (case %#)", (rate, expected) => {
  expect(known(rate, { window: 5, spread: 0.05 })).toBe(expected);
});
