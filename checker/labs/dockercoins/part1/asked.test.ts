import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type Asked, assertWorked, coinsFound, showsPauses } from "./asked.ts";

const bytes = Array.from({ length: 12 }, () => randomBytes(32));
const sha256 = (text: Buffer) => createHash("sha256").update(text).digest("hex");

/** What an honest worker asks, with so many seconds between a hash and the next bytes. */
function honest(pause = 0.1): Asked[] {
  const step = pause + 0.005;
  return bytes.flatMap((one, index) => [
    { host: "rng", method: "GET", url: "/32", body: "", answer: one.toString("hex"), at: index * step },
    {
      host: "hasher",
      method: "POST",
      url: "/",
      body: one.toString("hex"),
      answer: sha256(one),
      at: index * step + 0.005,
    },
  ]);
}

const wallet = (...coins: readonly Buffer[]) => new Map(coins.map((coin) => [sha256(coin), coin]));

test("an honest worker has done what it counts", () => {
  expect(() => assertWorked(honest(), { hashes: 12, wallet: wallet(...bytes.slice(0, 2)) })).not.toThrow();
  expect(coinsFound(honest())).toBe(bytes.filter((one) => sha256(one).startsWith("0")).length);
});

test("each hash that is counted was made, of new bytes that rng has sent", () => {
  const none = { hashes: 12, wallet: wallet() };
  expect(() => assertWorked(honest(), { ...none, hashes: 13 })).toThrow(/more hashes than it has made/);
  const [first, ...others] = honest();
  const again = [first, ...others].map((one) =>
    one?.host === "hasher" ? { ...one, body: bytes[0]?.toString("hex") ?? "" } : one,
  );
  expect(() => assertWorked(again as Asked[], none)).toThrow(/more hashes than it has made/);
  expect(() =>
    assertWorked(
      honest().filter(({ host }) => host === "hasher"),
      none,
    ),
  ).toThrow(/at most 0|more hashes/);
});

test("a coin that was never hashed is none of the worker's", () => {
  expect(() => assertWorked(honest(), { hashes: 12, wallet: wallet(randomBytes(32)) })).toThrow(/has not found/);
});

test("without its pause the worker is seen; two that share a container are not taken for it", () => {
  expect(() => assertWorked(honest(0.003), { hashes: 12, wallet: wallet() })).toThrow(/does not pause/);
  expect(() => assertWorked(honest(0.05), { hashes: 12, wallet: wallet() })).not.toThrow();
});

test("nothing is said about pauses before enough of them were seen, and those of many hashes are not waited for", () => {
  expect(showsPauses(honest().slice(0, 10))).toBe(false);
  expect(showsPauses(honest().slice(0, 12))).toBe(true);
  const hashes = honest().filter(({ host }) => host === "hasher");
  expect(showsPauses(hashes)).toBe(false);
  expect(showsPauses([...hashes, ...hashes, ...hashes])).toBe(true);
});
