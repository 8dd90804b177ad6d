import { createHash } from "node:crypto";
import { type Command, type Conversation, commandsOf, type Exchange, exchangesOf } from "../../../kit/kit.ts";

/** A hash that was really made: of bytes that rng had just sent, for the first time. */
export interface Made {
  readonly at: number;
  readonly bytes: Buffer;
  readonly digest: string;
}

/** A coin as it was handed to redis. */
export interface Stored {
  readonly at: number;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** What a worker was heard to do; moments are in seconds since 1970. */
export interface Mined {
  readonly made: readonly Made[];
  /** Hashes that were asked for and were made of other bytes: of none of rng's, or of the same ones again. */
  readonly stale: number;
  /** How long rng and hasher took for each of them. */
  readonly seconds: Readonly<Record<"rng" | "hasher", readonly number[]>>;
  readonly counted: readonly { readonly at: number; readonly amount: number }[];
  readonly stored: readonly Stored[];
}

export function minedBy(conversations: readonly Conversation[]): Mined {
  const heard = conversations.map((one) => ({ exchanges: exchangesOf(one), one }));
  const exchanges = heard.flatMap((found) => found.exchanges).sort((a, b) => a.answered - b.answered);
  const commands = heard.flatMap((found) => (found.exchanges.length === 0 ? commandsOf(found.one) : []));
  commands.sort((a, b) => a.at - b.at);
  return { ...hashesIn(exchanges), ...kept(commands) };
}

function hashesIn(exchanges: readonly Exchange[]): Pick<Mined, "made" | "stale" | "seconds"> {
  const fresh = new Map<string, Exchange>();
  const made: Made[] = [];
  const seconds = { rng: [] as number[], hasher: [] as number[] };
  let stale = 0;
  for (const exchange of exchanges) {
    if (exchange.status !== 200) continue;
    if (exchange.method === "GET") fresh.set(exchange.answer.toString("hex"), exchange);
    const digest = exchange.method === "POST" ? digestOf(exchange.body) : undefined;
    if (digest === undefined || exchange.answer.toString("latin1").trim() !== digest) continue;
    const bytes = exchange.body.toString("hex");
    const sent = fresh.get(bytes);
    fresh.delete(bytes);
    if (sent === undefined || sent.answered > exchange.asked) {
      stale += 1;
      continue;
    }
    made.push({ at: exchange.answered, bytes: exchange.body, digest });
    seconds.rng.push(sent.answered - sent.asked);
    seconds.hasher.push(exchange.answered - exchange.asked);
  }
  return { made, stale, seconds };
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function kept(commands: readonly Command[]): Pick<Mined, "counted" | "stored"> {
  const counted: { at: number; amount: number }[] = [];
  const stored: Stored[] = [];
  for (const { at, words } of commands) {
    const [name, key, ...rest] = words.map((word) => word.toString("latin1"));
    const command = name?.toLowerCase();
    if (key === "hashes" && command === "incrby") counted.push({ at, amount: Number(rest[0]) || 0 });
    if (key === "hashes" && command === "incr") counted.push({ at, amount: 1 });
    if (key === "wallet" && (command === "hset" || command === "hmset" || command === "hsetnx"))
      for (let index = 2; index + 1 < words.length; index += 2)
        stored.push({ at, digest: rest[index - 2] ?? "", bytes: words[index + 1] ?? Buffer.alloc(0) });
  }
  return { counted, stored };
}
