import {
  type Agent,
  type CheckContext,
  type Container,
  Finding,
  GraderError,
  Meter,
  noAnswer,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { parseMonitor } from "./monitor.ts";
import { REDIS } from "./services.ts";

/** The reference's rng, hasher, worker and redis, mining: what the student's stack is measured against. */
export class ReferenceMiner {
  readonly #work: CheckContext;
  readonly #workers: Container[] = [];
  #rngs = 0;

  private constructor(work: CheckContext) {
    this.#work = work;
  }

  static async start(work: CheckContext): Promise<ReferenceMiner> {
    const miner = new ReferenceMiner(work);
    const others = ["rng", "hasher"].map(async (service) => {
      const { tag } = await work.referenceImage(service);
      return miner.#run(service, tag);
    });
    await Promise.all([miner.#run("redis", REDIS), ...others]);
    miner.#rngs = 1;
    await miner.scale({ workers: 1, rngs: 1 });
    return miner;
  }

  /** Starts or removes workers, and starts more rng, until there are that many. */
  async scale({ workers, rngs }: { workers: number; rngs: number }): Promise<void> {
    const [rng, worker] = await Promise.all([this.#work.referenceImage("rng"), this.#work.referenceImage("worker")]);
    const more = Math.max(0, rngs - this.#rngs);
    this.#rngs += more;
    await Promise.all(Array.from({ length: more }, () => this.#run("rng", rng.tag)));
    const surplus = this.#workers.splice(workers);
    await Promise.all(surplus.map((container) => container[Symbol.asyncDispose]()));
    const missing = Array.from({ length: workers - this.#workers.length }, () => this.#run("worker", worker.tag));
    this.#workers.push(...(await Promise.all(missing)));
  }

  /** A meter that counts its hashes from now on. */
  async watch(): Promise<WatchedMeter> {
    const agent = await this.#work.agentOn(await this.#work.network("reference"));
    return watch(
      agent,
      (why) => new GraderError("REFERENCE_BROKEN", `The reference cannot be watched: ${why.message}`),
    );
  }

  async #run(service: string, image: string): Promise<Container> {
    const network = await this.#work.network("reference");
    return this.#work.run({ subject: `the reference's ${service}`, image, network, aliases: [service] });
  }
}

export interface WatchedMeter extends AsyncDisposable {
  readonly meter: Meter;
}

/** Seconds by which the times that redis tells may differ from when they are heard, more or less than at the first. */
const CLOCK_JUMP = 30;

/**
 * Watches the counter `hashes` of the redis that the agent sees. The agent ends with it. Without an end of the watching
 * there is no end of the counting either: when redis stops telling, the meter says so, by `spoilt`.
 */
export async function watch(agent: Agent, spoilt: (why: Error) => Error = notWatched): Promise<WatchedMeter> {
  const meter = new Meter();
  let offset: number | undefined;
  const watching = agent.watchKey("hashes", {
    line: (line) => {
      const count = parseMonitor(line);
      if (count === undefined) return;
      const away = count.at - performance.now() / 1000;
      offset ??= away;
      if (Math.abs(away - offset) > CLOCK_JUMP) meter.spoil(spoilt(new Error("the times that it tells jump")));
      else meter.add(count);
    },
    ended: (why) => meter.spoil(why instanceof GraderError ? why : spoilt(why)),
  });
  await watching.catch((error) => {
    throw spoilt(noAnswer(error));
  });
  return { meter, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() };
}

function notWatched(why: Error): Finding {
  return new Finding(codes.UNWATCHABLE, "redis cannot be watched while hashes are counted.", {
    expected: "a redis that goes on telling what it carries out (MONITOR), about one step a second for each worker",
    actual: why instanceof Finding ? (why.details.actual ?? why.message) : why.message,
    hint: "Look at what answers by the name redis, at its log, and at what your services send to it.",
  });
}
