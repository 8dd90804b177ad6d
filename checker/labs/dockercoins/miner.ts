import type { Container } from "../../engine/container.ts";
import { Meter, parseMonitor } from "../../measure/meter.ts";
import { Agent } from "../../probe/agent.ts";
import type { Work } from "../../work/work.ts";
import { REDIS } from "./services.ts";

/** The reference's rng, hasher, worker and redis, mining: what the student's stack is measured against. */
export class ReferenceMiner {
  readonly #work: Work;
  readonly #workers: Container[] = [];
  #rngs = 0;

  private constructor(work: Work) {
    this.#work = work;
  }

  static async start(work: Work): Promise<ReferenceMiner> {
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
    return watch(await Agent.start(this.#work.session, { network: await this.#work.network("reference") }));
  }

  async #run(service: string, image: string): Promise<Container> {
    const network = await this.#work.network("reference");
    return this.#work.run({ subject: `the reference's ${service}`, image, network, aliases: [service] });
  }
}

export interface WatchedMeter extends AsyncDisposable {
  readonly meter: Meter;
}

/** Watches the counter `hashes` of the redis that the agent sees. The agent ends with it. */
export async function watch(agent: Agent): Promise<WatchedMeter> {
  const meter = new Meter();
  await agent.watchHashes((line) => {
    const count = parseMonitor(line);
    if (count) meter.add(count);
  });
  return { meter, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() };
}
