import { type Count, Finding } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import type { Mined } from "./mined.ts";
import { LEAST_SECONDS } from "./pause.ts";

/** A count may be heard a moment after what it counts: so many hashes more, and this share. */
const SLACK = 2;
const SHARE = 0.05;
/** Answers that may come too soon, as a share: clocks are not exact. */
const TOO_SOON = 0.02;
/** Seconds by which two clocks of one machine may be read differently. */
const MOMENT = 0.5;

/** Each hash that workers count was made: one request to rng for new bytes, one to hasher, each with its pause. */
export function assertMined(workers: readonly Mined[], counts: readonly Count[]): void {
  const sums = workers.map(sumsOf);
  const [counted, made] = [total(sums, "counted"), total(sums, "made")];
  const liar = sums.find((one) => isTooMany(one.counted, one.made));
  if (liar !== undefined || isTooMany(counted, made)) {
    const shown = liar ?? { counted, made };
    throw new Finding(codes.OVERCOUNTED, "More hashes are counted than are made.", {
      expected: "for each hash that is counted one request to rng, whose new bytes go to hasher",
      actual: `${shown.counted} hashes counted by a worker, and ${shown.made} made from new bytes of rng in the same time`,
      hint: "Look at what a worker does between two hashes, and at what else it counts.",
    });
  }
  assertNobodyElse(workers, counts);
  for (const service of ["rng", "hasher"] as const) assertPauses(service, workers);
}

/** From a worker's first count to its last one; what the first one counts was made before. */
function sumsOf({ counted, made }: Mined): { readonly counted: number; readonly made: number } {
  const [from, to] = [counted[0]?.at ?? 0, counted.at(-1)?.at ?? 0];
  return {
    counted: counted.slice(1).reduce((sum, { amount }) => sum + amount, 0),
    made: made.filter(({ at }) => at > from && at <= to).length,
  };
}

function total(sums: readonly Readonly<Record<"counted" | "made", number>>[], key: "counted" | "made"): number {
  return sums.reduce((sum, one) => sum + one[key], 0);
}

function isTooMany(counted: number, made: number): boolean {
  return counted > made * (1 + SHARE) + SLACK;
}

/** What redis has counted was sent by the workers. */
function assertNobodyElse(workers: readonly Mined[], counts: readonly Count[]): void {
  const [from, to] = [Math.min(...counts.map(({ at }) => at)), Math.max(...counts.map(({ at }) => at))];
  const grown = counts.filter(({ at }) => at > from).reduce((sum, { amount }) => sum + amount, 0);
  const sent = workers
    .flatMap(({ counted }) => counted)
    .filter(({ at }) => at >= from - MOMENT && at <= to + MOMENT)
    .reduce((sum, { amount }) => sum + amount, 0);
  if (!isTooMany(grown, sent)) return;
  throw new Finding(codes.OVERCOUNTED, "Something other than the workers counts hashes.", {
    expected: `${sent} hashes, which is what the workers counted`,
    actual: `the counter in redis grew by ${grown}`,
    hint: "Look at what else reaches redis, and at what is between it and the workers.",
  });
}

function assertPauses(service: "rng" | "hasher", workers: readonly Mined[]): void {
  const seconds = workers.flatMap((worker) => worker.seconds[service]);
  const soon = seconds.filter((one) => one < LEAST_SECONDS);
  if (soon.length < 2 || soon.length <= seconds.length * TOO_SOON) return;
  throw new Finding(codes.WORK_REMOVED, `${service} answers the worker faster than it may: the work was removed.`, {
    expected: "at least 0.1 seconds for each request",
    actual: `${soon.length} of ${seconds.length} requests took less, the fastest ${Math.min(...soon).toFixed(3)} seconds`,
    hint: "Serve more requests at the same time, each as long as before.",
  });
}

/** Every coin that a worker has found is stored, and nothing else is. Only for the given code, which stores it at once. */
export function assertCoinsStored(workers: readonly Mined[]): void {
  const made = new Map(workers.flatMap((worker) => worker.made.map((one) => [one.digest, one] as const)));
  const stored = workers.flatMap((worker) => worker.stored);
  const from = Math.min(...workers.map((worker) => worker.made[0]?.at ?? Number.POSITIVE_INFINITY));
  const foreign = stored.find(({ at, digest, bytes }) => at > from + MOMENT && !made.get(digest)?.bytes.equals(bytes));
  if (foreign)
    throw new Finding(codes.FALSE_COIN, "A coin is stored that was not found just now.", {
      expected: "the bytes that rng sent and the hash that hasher answered",
      actual: `${foreign.digest.slice(0, 80)}, for other bytes or found by nobody`,
    });
  const last = Math.max(...workers.map(({ counted }) => counted.at(-1)?.at ?? 0));
  const known = new Set(stored.map(({ digest }) => digest));
  const missing = [...made.values()].find(
    ({ at, digest }) => digest.startsWith("0") && at < last && !known.has(digest),
  );
  if (missing)
    throw new Finding(codes.COIN_LOST, "A coin was found and not stored.", {
      expected: "every hash that begins with 0, in the wallet",
      actual: `${missing.digest} is missing`,
    });
}
