import { createHash } from "node:crypto";
import { Finding } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** A question that siblings.cjs was asked; bytes are in hexadecimal digits. */
export interface Asked {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly answer: string;
  /** When it was asked, and when answered, in seconds of the siblings' clock. */
  readonly at: number;
}

/** Half of the worker's pauses are longer than this. Two workers in one container would share them. */
const LEAST_PAUSE = 0.02;
/** Pauses that have to be seen before anything is said about them. */
const ENOUGH_PAUSES = 5;
/** So many hashes without enough pauses between them: no more pauses are waited for. */
const MANY_HASHES = 25;

export const isBytes = ({ host, url }: Asked) => host === "rng" && url === "/32";
export const isHash = ({ host, method }: Asked) => host === "hasher" && method === "POST";

/** What of redis has to be explained by what was asked. It was read before `asked` was. */
export interface Kept {
  readonly hashes: number;
  readonly wallet: ReadonlyMap<string, Buffer>;
}

/** Each hash that is counted was asked for with new bytes of rng, each coin is one of them, and none came without a pause. */
export function assertWorked(asked: readonly Asked[], { hashes, wallet }: Kept): void {
  const sent = new Set(asked.filter(isBytes).map(({ answer }) => answer));
  const hashed = new Set(asked.filter(isHash).flatMap(({ body }) => (sent.has(body) ? [body] : [])));
  if (hashes > hashed.size)
    throw new Finding(codes.OVERCOUNTED, "The worker counts more hashes than it has made.", {
      expected: `at most ${hashed.size}: that is how often new bytes of rng went to hasher`,
      actual: `${hashes} hashes counted in redis`,
    });
  const foreign = [...wallet.values()].find((bytes) => !hashed.has(bytes.toString("hex")));
  if (foreign)
    throw new Finding(codes.FALSE_COIN, "The worker stores a coin that it has not found.", {
      expected: "bytes that came from rng and went to hasher",
      actual: foreign.toString("hex").slice(0, 80),
    });
  const pause = medianPause(asked);
  if (pause < LEAST_PAUSE)
    throw new Finding(codes.WORK_REMOVED, "The worker does not pause between two hashes.", {
      expected: "a pause of 0.1 seconds",
      actual: `${pause.toFixed(3)} seconds`,
      hint: "Look at what the image changes about the code, or about the functions that it calls.",
    });
}

/** How many coins the worker has found. */
export function coinsFound(asked: readonly Asked[]): number {
  return asked.filter(
    (one) => isHash(one) && createHash("sha256").update(Buffer.from(one.body, "hex")).digest("hex").startsWith("0"),
  ).length;
}

/** Whether enough was asked to say something about the worker's pauses. Several workers in one container may show none. */
export function showsPauses(asked: readonly Asked[]): boolean {
  return pausesIn(asked).length >= ENOUGH_PAUSES || asked.filter(isHash).length >= MANY_HASHES;
}

function medianPause(asked: readonly Asked[]): number {
  const pauses = pausesIn(asked);
  if (pauses.length < ENOUGH_PAUSES) return Number.POSITIVE_INFINITY;
  return [...pauses].sort((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? 0;
}

/** Seconds between a hash and the next question for bytes. */
function pausesIn(asked: readonly Asked[]): readonly number[] {
  return asked.flatMap((one, index) => {
    const before = asked[index - 1];
    return isBytes(one) && before && isHash(before) ? [one.at - before.at] : [];
  });
}
