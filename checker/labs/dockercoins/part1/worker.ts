import {
  advice,
  ask,
  type CheckContext,
  type Container,
  check,
  eventually,
  Finding,
  givenCheck,
  imageOf,
  OurRedis,
  stillRunning,
  until,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { falseCoin } from "../support/coins.ts";
import { PROGRAMS } from "../support/programs.ts";
import { type Asked, assertWorked, coinsFound, isBytes, isHash, type Kept, showsPauses } from "./asked.ts";
import { PLANTED, surroundings } from "./surroundings.ts";

const section = "worker";
const { file, image } = imageOf("worker", { beside: surroundings });

/** Seconds until the worker has to have asked for something. */
const FIRST_QUESTION = 15;

/** Hashes after which both have been there, a coin and none: see siblings.cjs. */
const ENOUGH = 4;

const asks = check(
  "worker: asks rng for 32 bytes and hasher for their hash",
  { points: 8, section, why: "This is the worker's job; it finds the two by their names.", needs: image },
  async (work, { tag }) => {
    const { network, siblings } = await surroundings(work);
    const worker = await work.run({ subject: "worker", image: tag, network });
    let asked: readonly Asked[] = [];
    await eventually(work, {
      deadline: FIRST_QUESTION,
      look: async () => {
        asked = await askedSoFar(work, siblings);
        if (hashedWhatItGot(asked)) return true;
        await stillRunning(worker);
        return undefined;
      },
      otherwise: async () =>
        new Finding(codes.NOT_ASKED, "The worker does not send the bytes of rng to hasher.", {
          expected: "GET http://rng/32, then POST http://hasher/ with those 32 bytes",
          actual: lastOf(asked) || `no question within ${FIRST_QUESTION} seconds`,
          evidence: await worker.logs(),
          hint: "Look at the log of the worker: it says what went wrong.",
        }),
    });
    return worker;
  },
);

function lastOf(asked: readonly Asked[]): string {
  return asked
    .slice(-2)
    .map(({ method, host, url }) => `${method} http://${host}${url}`)
    .join(", then ");
}

async function askedSoFar(work: CheckContext, siblings: Container): Promise<readonly Asked[]> {
  const answer = await ask(`${siblings.url}/asked`, { signal: work.signal });
  return JSON.parse(answer.body.toString("utf8"));
}

function hashedWhatItGot(asked: readonly Asked[]): boolean {
  const sent = new Set(asked.filter(isBytes).map(({ answer }) => answer));
  return asked.some((one) => isHash(one) && sent.has(one.body));
}

const given = givenCheck(PROGRAMS.worker, { points: 2, section, needs: asks });

const mines = check(
  "worker: counts hashes and stores true coins",
  { points: 8, section, why: "Hashes and coins in redis are all that remains of the worker's work.", needs: given },
  async (work, worker) => {
    const { redis, siblings } = await surroundings(work);
    const client = new OurRedis(redis);
    let kept: Kept = { hashes: 0, wallet: new Map() };
    const arrived = await until(
      async () => {
        const asked = await askedSoFar(work, siblings);
        const found = coinsFound(asked);
        const hashes = Number(await client.run(["GET", "hashes"])) - PLANTED.hashes;
        const wallet = new Map([...(await client.hash("wallet"))].filter(([hash]) => !PLANTED.wallet.has(hash)));
        kept = { hashes, wallet };
        // The last one may still be on its way.
        if (hashes >= ENOUGH && wallet.size > 0 && wallet.size >= found - 1 && showsPauses(asked)) return true;
        await stillRunning(worker);
        return undefined;
      },
      { deadline: 15, signal: work.signal },
    );
    const evidence = arrived ? "" : await worker.logs();
    const wrong = falseCoin(kept.wallet);
    if (wrong) throw new Finding(codes.FALSE_COIN, "The worker stores false coins.", wrong);
    assertWorked(await askedSoFar(work, siblings), kept);
    if (!arrived)
      throw new Finding(codes.NOT_STORED, "The worker's hashes and coins do not arrive in redis.", {
        expected: "a growing number of hashes, and coins",
        actual: `${kept.hashes} hashes and ${kept.wallet.size} coins`,
        evidence,
      });
    return worker;
  },
);

export const worker = [file, image, asks, given, mines, ...advice("worker", { file, image, running: mines })];
