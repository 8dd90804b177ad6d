import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Finding } from "../../../core/errors.ts";
import type { Conversation } from "../../../probe/conversation.ts";
import { assertLikely, chanceOfAtMost } from "./luck.ts";
import { type Mined, minedBy } from "./mined.ts";
import { assertCoinsStored, assertMined } from "./really.ts";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const talk = (said: [number, Buffer][], answered: [number, Buffer][]) =>
  ({
    said: said.map(([at, data]) => ({ at, data })),
    answered: answered.map(([at, data]) => ({ at, data })),
  }) as unknown as Conversation;

const get = (at: number, bytes: Buffer, seconds: number) =>
  talk(
    [[at, Buffer.from("GET /32 HTTP/1.1\r\nHost: rng\r\n\r\n")]],
    [[at + seconds, Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes])]],
  );
const post = (at: number, bytes: Buffer, seconds: number) =>
  talk(
    [[at, Buffer.concat([Buffer.from(`POST / HTTP/1.1\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes])]],
    [[at + seconds, Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n${sha256(bytes)}`)]],
  );
const command = (...words: (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from(`*${words.length}\r\n`),
    ...words.map((word) =>
      Buffer.concat([Buffer.from(`$${Buffer.byteLength(word)}\r\n`), Buffer.from(word), Buffer.from("\r\n")]),
    ),
  ]);

interface Habits {
  readonly amount?: number;
  readonly rng?: number;
  readonly hasher?: number;
  readonly posts?: (fresh: Buffer, index: number) => Buffer;
  readonly stores?: (digest: string) => boolean;
}

/** Thirty hashes of a worker, counted three at a time, as they are heard. */
function worker({
  amount = 3,
  rng = 0.102,
  hasher = 0.101,
  posts = (fresh) => fresh,
  stores = (d) => d.startsWith("0"),
}: Habits = {}): Mined {
  const conversations: Conversation[] = [];
  const redis: [number, Buffer][] = [];
  for (let index = 0; index < 30; index++) {
    const at = 1000 + index * 0.31;
    const fresh = randomBytes(32);
    const bytes = posts(fresh, index);
    conversations.push(get(at, fresh, rng), post(at + 0.15, bytes, hasher));
    const digest = sha256(bytes);
    if (stores(digest)) redis.push([at + 0.26, command("HSET", "wallet", digest, bytes)]);
    if (index % 3 === 2) redis.push([at + 0.27, command("INCRBY", "hashes", String(amount))]);
  }
  return minedBy([...conversations, talk(redis, [])]);
}

const countsOf = (...workers: readonly Mined[]) =>
  workers.flatMap(({ counted }, index) => counted.map(({ at, amount }) => ({ at, amount, source: `10.0.0.${index}` })));
const judged =
  (...workers: readonly Mined[]) =>
  () =>
    assertMined(workers, countsOf(...workers));

test("an honest worker has made what it counts, and stored what it found", () => {
  const honest = worker();
  expect([honest.made.length, honest.stale, honest.counted.length]).toEqual([30, 0, 10]);
  expect(judged(honest, worker())).not.toThrow();
  expect(() => assertCoinsStored([honest])).not.toThrow();
});

const old = randomBytes(32);
test.each<[string, Habits, RegExp]>([
  ["counts three for one", { amount: 9 }, /More hashes are counted/],
  ["counts a fifth more", { amount: 4 }, /More hashes are counted/],
  ["hashes the same bytes again", { posts: () => old }, /More hashes are counted/],
  ["hashes bytes that rng did not send", { posts: () => randomBytes(32) }, /More hashes are counted/],
  ["hashes new bytes now and then", { posts: (fresh, index) => (index % 2 ? fresh : old) }, /More hashes are counted/],
  ["rng without its pause", { rng: 0.003 }, /rng answers the worker faster/],
  ["hasher without its pause", { hasher: 0.05 }, /hasher answers the worker faster/],
])("%s", (_, habits, says) => {
  expect(judged(worker(), worker(habits))).toThrow(says);
});

test("what nobody of the workers counted is seen", () => {
  const honest = worker();
  const more = { at: 1004, amount: 20, source: "10.0.0.9" };
  expect(() => assertMined([honest], [...countsOf(honest), more])).toThrow(/Something other/);
  const double = countsOf(honest).map((count) => ({ ...count, amount: 2 * count.amount }));
  expect(() => assertMined([honest], double)).toThrow(/Something other/);
});

test("coins that are not stored, or were never found, are seen", () => {
  const found = (habits: Habits, says: RegExp) => {
    // Thirty hashes have hardly ever no coin, but now and then.
    for (let attempt = 0; attempt < 20; attempt++)
      try {
        assertCoinsStored([worker(habits)]);
      } catch (error) {
        return expect((error as Finding).message).toMatch(says);
      }
    throw new Error("not seen");
  };
  found({ stores: () => false }, /not stored/);
  const one = worker();
  const foreign = { at: 1005, digest: `0${"1".repeat(63)}`, bytes: old };
  expect(() => assertCoinsStored([{ ...one, stored: [...one.stored, foreign] }])).toThrow(/not found just now/);
});

test("luck is believed, wonders are not", () => {
  expect(chanceOfAtMost(16, 16)).toBeCloseTo(1);
  expect(chanceOfAtMost(0, 16)).toBeCloseTo((15 / 16) ** 16);
  for (const [hashes, coins] of [
    [0, 0],
    [10, 3],
    [160, 0],
    [600, 15],
    [600, 70],
  ] as const)
    expect(() => assertLikely(hashes, coins)).not.toThrow();
  expect(() => assertLikely(600, 3)).toThrow(/too few/);
  expect(() => assertLikely(20, 13)).toThrow(/too many/);
});
