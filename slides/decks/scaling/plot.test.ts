import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { measured } from "./data.ts";
import { latencyPlot, speedPlot } from "./plot.ts";

const read = (name: string) => readFile(new URL(name, import.meta.url), "utf8");
const data = measured.parse(JSON.parse(await read("measured.json")));

test.each([
  ["speed.svg", speedPlot],
  ["latency.svg", latencyPlot],
])("%s is what the kept data make", async (name, plot) => {
  expect(plot(data)).toBe(await read(name));
});

test("there is a measured point for each number of workers, with one rng and with ten", () => {
  const taken = data.points.map(({ workers, rng }) => `${workers} with ${rng}`);
  expect(taken).toEqual([1, 10].flatMap((rng) => [1, 2, 3, 5, 10].map((workers) => `${workers} with ${rng}`)));
});

test("a faster measurement lifts the end of its curve", () => {
  const faster = structuredClone(data);
  const last = faster.points.at(-1);
  if (last) last.hashesPerSecond += 2;
  const end = (svg: string) => Number(/y="([\d.]+)"[^>]*>ten rng</.exec(svg)?.[1]);
  expect(end(speedPlot(faster))).toBeCloseTo(end(speedPlot(data)) - 20, 5);
});

test("without the point that all others are compared with, there is no plot", () => {
  const without = { ...data, points: data.points.filter(({ workers }) => workers > 1) };
  expect(() => speedPlot(without)).toThrow("one worker and one rng");
});
