import { readFile } from "node:fs/promises";
import {
  AGENT_IMAGE,
  type CheckContext,
  type Container,
  type Network,
  OUR_REDIS,
  OurRedis,
  once,
} from "../../../kit/kit.ts";
import { REDIS } from "../support/services.ts";

/** What webui and worker find around them in part 1: a redis that holds something, and stand-ins for rng and hasher. */
export interface Surroundings {
  readonly network: Network;
  readonly redis: Container;
  /** Answers as rng and hasher do, and tells under /asked what it was asked. */
  readonly siblings: Container;
}

/** In redis before anyone is started: 3 coins (which are none: no worker made them) and 1234 hashes. */
export const PLANTED = {
  hashes: 1234,
  wallet: new Map(["0-planted", "1-planted", "2-planted"].map((hash) => [hash, Buffer.from(`bytes of ${hash}`)])),
} as const;

const started = new WeakMap<CheckContext, Promise<Surroundings>>();

/** Starts them at the first call. */
export function surroundings(work: CheckContext): Promise<Surroundings> {
  return once(started, work, () => start(work));
}

async function start(work: CheckContext): Promise<Surroundings> {
  const network = await work.network("services");
  const [redis, siblings] = await Promise.all([startRedis(work, network), startSiblings(work, network)]);
  return { network, redis, siblings };
}

async function startRedis(work: CheckContext, network: Network): Promise<Container> {
  const spec = { subject: "redis", image: REDIS, network, aliases: ["redis"], command: OUR_REDIS, publish: 6379 };
  const redis = await work.run(spec);
  const client = new OurRedis(redis);
  await client.started(work.signal);
  await client.run(["SET", "hashes", String(PLANTED.hashes)]);
  await client.run(["HSET", "wallet", ...[...PLANTED.wallet].flatMap(([hash, bytes]) => [hash, bytes.toString()])]);
  return redis;
}

async function startSiblings(work: CheckContext, network: Network): Promise<Container> {
  const script = await readFile(new URL("siblings.cjs", import.meta.url), "utf8");
  const siblings = await work.run({
    subject: "rng and hasher for worker",
    image: AGENT_IMAGE,
    network,
    aliases: ["rng", "hasher"],
    entrypoint: ["node", "-e", script],
    command: [],
    publish: 80,
  });
  await work.firstAnswer(siblings, 80, "/asked");
  return siblings;
}

export interface Numbers {
  readonly coins: number;
  readonly hashes: number;
}

/** How many hashes and coins there are. */
export async function numbersOf(redis: OurRedis): Promise<Numbers> {
  const [hashes, coins] = await Promise.all([redis.run(["GET", "hashes"]), redis.run(["HLEN", "wallet"])]);
  return { hashes: Number(hashes), coins: Number(coins) };
}
