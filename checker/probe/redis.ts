import { GraderError } from "../core/errors.ts";
import type { Container } from "../engine/container.ts";
import type { Reply } from "./agent.ts";
import { asNoAnswer, NoAnswer, noAnswer } from "./no-answer.ts";
import { askRedis } from "./resp.cjs";
import { until } from "./until.ts";

const LOOK = "It worked before your services were started: look at what they send to redis.";

/** Seconds that one answer may take, and that a redis of ours has to start. */
const DEADLINE = 5;
const START_DEADLINE = 20;

/** What is read of a hash at most: far more than any work of a lab writes. */
const MOST_ENTRIES = 5000;
const AT_A_TIME = 200;

/**
 * How a redis of ours is run. Whoever shares it can fill it and write what they like, but cannot end it, make it follow
 * another, or change how it works: the command of the image, with the commands that do so taken away.
 */
export const OUR_REDIS: readonly string[] = [
  "redis-server",
  ...["--maxmemory", "100mb", "--save", ""],
  ...["SHUTDOWN", "DEBUG", "CONFIG", "SLAVEOF", "REPLICAOF"].flatMap((name) => ["--rename-command", name, ""]),
];

/** A redis of ours, asked on its published port. Whoever shares it may have spoiled it: then it is a `NoAnswer`. */
export class OurRedis {
  readonly #port: number;

  constructor({ port }: Container) {
    this.#port = port;
  }

  /** Waits until it takes commands. Nobody else has seen it by then: that it does not is our fault. */
  async started(signal: AbortSignal): Promise<void> {
    const answers = () =>
      this.run(["PING"]).then(
        () => true as const,
        (error) => void noAnswer(error),
      );
    if (await until(answers, { deadline: START_DEADLINE, signal })) return;
    throw new GraderError("REFERENCE_BROKEN", "The checker's own redis did not start.", "Run the check again.");
  }

  /** One command; strings come as text. */
  async run(command: readonly string[]): Promise<string | number | null | readonly Reply[]> {
    const reply = await this.#ask(command);
    return Buffer.isBuffer(reply) ? reply.toString("utf8") : reply;
  }

  /** The entries of a hash, bytes as they are. */
  async hash(key: string): Promise<ReadonlyMap<string, Buffer>> {
    return hashOf((command) => this.#ask(command), key);
  }

  async #ask(command: readonly string[]): Promise<Reply> {
    const question = `${command.join(" ").slice(0, 100)}, asked of the checker's own redis,`;
    return askRedis(command, { host: "127.0.0.1", port: this.#port, deadline: DEADLINE }).catch((error) => {
      throw asNoAnswer(question, error, LOOK);
    });
  }
}

/** The entries of a hash, read in pieces: one that is too large for what it is meant to hold is a `NoAnswer`. */
export async function hashOf(
  ask: (command: readonly string[]) => Promise<Reply>,
  key: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const question = `The hash ${key} in redis`;
  const entries = new Map<string, Buffer>();
  let cursor = "0";
  for (let round = 0; round <= MOST_ENTRIES / AT_A_TIME; round++) {
    const reply = await ask(["HSCAN", key, cursor, "COUNT", String(AT_A_TIME)]);
    const [next, flat] = Array.isArray(reply) ? (reply as readonly Reply[]) : [];
    if (!Buffer.isBuffer(next) || !Array.isArray(flat) || !flat.every(Buffer.isBuffer))
      throw new NoAnswer(question, "MALFORMED", "it is not what redis says to HSCAN");
    for (const [index, value] of flat.entries())
      if (index % 2 === 1) entries.set((flat[index - 1] ?? value).toString("latin1"), value);
    cursor = next.toString("latin1");
    if (cursor === "0") return entries;
  }
  throw new NoAnswer(question, "TOO_LARGE", `it has more than about ${MOST_ENTRIES} entries`);
}
