import { z } from "zod";

const latency = z.object({ median: z.number().positive(), longest: z.number().positive() });

const point = z.object({
  workers: z.number().int().positive(),
  rng: z.number().int().positive(),
  hashesPerSecond: z.number().positive(),
  rngMs: latency,
  hasherMs: latency,
});

/** What `measure.ts` keeps in `measured.json`: speeds in hashes per second, latencies in milliseconds. */
export const measured = z.object({
  date: z.iso.date(),
  how: z.string().min(1),
  machine: z.string().min(1),
  secondsPerPoint: z.number().positive(),
  points: z.array(point).min(1),
});

export type Measured = z.infer<typeof measured>;
export type Point = z.infer<typeof point>;
