import { Finding } from "../../core/errors.ts";
import type { Container } from "../../engine/container.ts";
import { ask } from "../../probe/http.ts";
import { OurRedis } from "../../probe/redis.ts";
import { stillRunning } from "../../probe/server.ts";
import { until } from "../../probe/until.ts";
import { advice } from "../../work/advice.ts";
import { imageOf } from "../../work/image-checks.ts";
import { check } from "../../work/work.ts";
import { falseCoin } from "./coins.ts";
import { PLANTED, surroundings } from "./surroundings.ts";

const section = "worker";
const { file, image } = imageOf("worker", { beside: surroundings });

/** Seconds until the worker has to have asked for something. */
const FIRST_QUESTION = 15;

/** Hashes after which both have been there, a coin and none: see siblings.cjs. */
const ENOUGH = 4;

interface Asked {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly answer: string;
}

interface Mine {
  readonly worker: Container;
  readonly redis: Container;
}

const asks = check(
  "worker: asks rng for 32 bytes and hasher for their hash",
  { points: 9, section, why: "This is the worker's job; it finds the two by their names.", needs: image },
  async (work, { tag }): Promise<Mine> => {
    const { network, siblings, redis } = await surroundings(work);
    const worker = await work.run({ subject: "worker", image: tag, network });
    let asked: readonly Asked[] = [];
    const right = await until(
      async () => {
        const answer = await ask(`${siblings.url}/asked`, { signal: work.signal });
        asked = JSON.parse(answer.body.toString("utf8"));
        if (hashedWhatItGot(asked)) return true;
        await stillRunning(worker);
        return undefined;
      },
      { deadline: FIRST_QUESTION, signal: work.signal },
    );
    if (right) return { worker, redis };
    throw new Finding("The worker does not send the bytes of rng to hasher.", {
      expected: "GET http://rng/32, then POST http://hasher/ with those 32 bytes",
      actual:
        asked.length === 0
          ? `no question within ${FIRST_QUESTION} seconds`
          : asked
              .slice(-2)
              .map(({ method, host, url }) => `${method} http://${host}${url}`)
              .join(", then "),
      evidence: await worker.logs(),
      hint: "Look at the log of the worker: it says what went wrong.",
    });
  },
);

function hashedWhatItGot(asked: readonly Asked[]): boolean {
  const sent = new Set(asked.filter(({ host, url }) => host === "rng" && url === "/32").map(({ answer }) => answer));
  return asked.some(({ host, method, body }) => host === "hasher" && method === "POST" && sent.has(body));
}

const mines = check(
  "worker: counts hashes and stores true coins",
  { points: 9, section, why: "Hashes and coins in redis are all that remains of the worker's work.", needs: asks },
  async (work, { worker, redis }) => {
    const client = new OurRedis(redis);
    let actual = "";
    const coins = await until(
      async () => {
        const hashes = Number(await client.run(["GET", "hashes"])) - PLANTED.hashes;
        const wallet = new Map([...(await client.wallet())].filter(([hash]) => !PLANTED.wallet.has(hash)));
        actual = `${hashes} hashes and ${wallet.size} coins`;
        if (hashes >= ENOUGH && wallet.size > 0) return wallet;
        await stillRunning(worker);
        return undefined;
      },
      { deadline: 15, signal: work.signal },
    );
    const evidence = coins ? "" : await worker.logs();
    if (!coins)
      throw new Finding("The worker's hashes and coins do not arrive in redis.", {
        expected: "a growing number of hashes, and coins",
        actual,
        evidence,
      });
    const wrong = falseCoin(coins);
    if (wrong) throw new Finding("The worker stores coins that are none.", wrong);
    return worker;
  },
);

export const worker = [file, image, asks, mines, ...advice("worker", { file, image, running: mines })];
