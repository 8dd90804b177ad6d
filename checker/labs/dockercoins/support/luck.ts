import { Finding } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** A hash begins with 0 with this chance. */
const CHANCE = 1 / 16;
/** As unlikely as this is no luck any more. */
const NO_LUCK = 1e-7;

/** About one hash in sixteen is a coin. Throws when there are so many or so few that chance would hardly ever do it. */
export function assertLikely(hashes: number, coins: number): void {
  const likely = Math.min(chanceOfAtMost(coins, hashes), 1 - chanceOfAtMost(coins - 1, hashes));
  if (likely >= NO_LUCK) return;
  throw new Finding(
    codes.UNLIKELY_COINS,
    `There are far too ${coins > hashes * CHANCE ? "many" : "few"} coins for so many hashes.`,
    {
      expected: `about ${Math.round(hashes * CHANCE)} coins for ${hashes} hashes: one in sixteen`,
      actual: `${coins} coins`,
    },
  );
}

/** The chance that of so many hashes at most so many are coins: the sum of the binomial distribution. */
export function chanceOfAtMost(coins: number, hashes: number): number {
  let sum = 0;
  let logarithm = hashes * Math.log1p(-CHANCE);
  for (let k = 0; k <= Math.min(coins, hashes); k++) {
    sum += Math.exp(logarithm);
    logarithm += Math.log((hashes - k) / (k + 1)) + Math.log(CHANCE / (1 - CHANCE));
  }
  return Math.min(1, sum);
}
