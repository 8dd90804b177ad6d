import {
  type CheckContext,
  type Container,
  Finding,
  GraderError,
  type Meter,
  measurePair,
  type Pair,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** Bounds of the student's speed as a share of the reference's, both with one worker. */
const SLOWEST = 0.8;
const FASTEST = 1.15;

/** One worker has to be as fast as the reference's, seen in a window of a few seconds. */
export async function fullSpeed(
  work: CheckContext,
  student: Meter,
  reference: Meter,
  worker: Container,
): Promise<void> {
  const { signal } = work;
  const pair = await work.measuring("one worker", () =>
    measurePair(student, reference, { sources: 1, window: 3, warmUp: 10, deadline: 20, spread: 0.05, signal }),
  );
  if (student.sources > 1)
    throw new Finding(codes.SEVERAL_WORKERS, "More than one worker mines.", {
      expected: "one container of worker",
      actual: `${student.sources} that count hashes`,
    });
  if (reference.total === 0) throw tooNoisy("the reference did not mine");
  if (student.sources === 0) throw await countsNothing(worker);
  const right = pair.reference?.perSecond ?? 0;
  if (right === 0) throw tooNoisy("the reference did not mine");
  const speed = pair.student?.perSecond ?? 0;
  work.fact("hashes per second", speed);
  work.fact("hashes per second of the reference", right);
  if (speed >= SLOWEST * right && speed <= FASTEST * right) return;
  if (speed === 0) throw await countsNothing(worker);
  if (!isSure(pair)) throw tooNoisy("neither speed was steady");
  const details = {
    expected: `about ${perSecond(right)}, as the reference beside it`,
    actual: perSecond(speed),
    evidence: await worker.logs(),
  };
  if (speed < right) throw new Finding(codes.TOO_SLOW, "The worker mines too slowly.", details);
  const hint = "Look at what was changed: a hash takes three pauses of 0.1 seconds.";
  throw new Finding(codes.WORK_REMOVED, "The worker mines faster than its work allows.", { ...details, hint });
}

async function countsNothing(worker: Container): Promise<Finding> {
  return new Finding(codes.NO_HASHES, "The worker counts no hashes.", {
    expected: "a counter in redis that grows",
    actual: "it stands still",
    evidence: await worker.logs(),
    service: "worker",
  });
}

/** Even where both speeds were misread by all that they are uncertain, the student's is out of bounds. */
function isSure({ student, reference }: Pair): boolean {
  if (student === undefined || reference === undefined) return false;
  const ratio = student.perSecond / reference.perSecond;
  const spread = Math.hypot(student.spread, reference.spread);
  return ratio * (1 + spread) < SLOWEST || ratio * (1 - spread) > FASTEST;
}

export function tooNoisy(why: string): GraderError {
  return new GraderError(
    "TOO_NOISY",
    `The speed could not be measured: ${why}.`,
    "Close what else keeps this machine busy, and run the check again.",
  );
}

export function perSecond(rate: number): string {
  return `${rate.toFixed(1)} hashes per second`;
}
