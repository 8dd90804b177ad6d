import { createHash } from "node:crypto";
import { type Agent, type CheckContext, Finding, hashOf, type Meter, until } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { assertLikely } from "./luck.ts";

/** The first entry of a wallet that is no coin: its key has to be the SHA-256 of its value and to begin with 0. */
export function falseCoin(wallet: ReadonlyMap<string, Buffer>): { expected: string; actual: string } | undefined {
  for (const [hash, bytes] of wallet) {
    const right = createHash("sha256").update(bytes).digest("hex");
    const actual = `the hash ${hash.slice(0, 80)} for the bytes ${bytes.toString("hex").slice(0, 80)}`;
    if (hash !== right) return { expected: `their SHA-256: ${right}`, actual };
    if (!hash.startsWith("0")) return { expected: "a hash that begins with 0", actual };
  }
  return undefined;
}

/** Hashes after which a coin has to be there: the chance of none is (15/16)^150, about 1 in 16,000. */
const SURE = 150;
const DEADLINE = 60;

/** Waits for the first coin that the stack stores, and proves all that are there. */
export async function firstCoins(work: CheckContext, agent: Agent, meter: Meter): Promise<void> {
  const wallet = await until(
    async () => {
      const found = await walletOf(agent);
      return found.size > 0 || meter.total > SURE ? found : undefined;
    },
    { deadline: DEADLINE, every: 0.25, signal: work.signal },
  );
  if (!wallet?.size)
    throw new Finding(codes.NO_COIN, "No coin was found.", {
      expected: "about one coin for 16 hashes",
      actual: `no coin after ${meter.total} hashes`,
    });
  const wrong = falseCoin(wallet);
  if (wrong) throw new Finding(codes.FALSE_COIN, "A coin in redis is false.", wrong);
  const hashes = await hashesOf(agent);
  assertLikely(hashes, wallet.size);
  work.fact("hashes", hashes);
}

/** What the redis that the agent sees has counted. */
export async function hashesOf(agent: Agent): Promise<number> {
  const hashes = Number(String(await agent.redis(["GET", "hashes"])));
  return Number.isFinite(hashes) ? hashes : 0;
}

/** The wallet of the redis that the agent sees. */
export async function walletOf(agent: Agent): Promise<ReadonlyMap<string, Buffer>> {
  return hashOf((command) => agent.redis(command), "wallet");
}
