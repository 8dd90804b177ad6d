import { expect, test } from "vitest";
import { runChecker } from "./checker-run.ts";

test("to judge part1 takes little of the checker's own time and memory", async () => {
  // The first one bundles the sources, and builds what comes from the cache afterwards.
  await runChecker("part1", process.env);
  const { seconds, cpuSeconds, megabytes } = await runChecker("part1", process.env);
  console.info(`part1: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU time, ${Math.round(megabytes)} MB`);
  // 2 s and 120 MB. What a clock says is the machine's, too: `npm run bench` tells it.
  expect(cpuSeconds).toBeLessThan(6);
  expect(megabytes).toBeLessThan(200);
});
