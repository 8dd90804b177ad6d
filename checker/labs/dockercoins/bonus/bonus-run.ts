import {
  type Agent,
  type CheckContext,
  Finding,
  type JudgedModel,
  lastLines,
  measurePair,
  type Pair,
  type Stack,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { askByName } from "../part2/by-name.ts";
import { perSecond, tooNoisy } from "../part2/speed.ts";
import { falseCoin, hashesOf, walletOf } from "../support/coins.ts";
import { assertLikely } from "../support/luck.ts";
import { ReferenceMiner, watch } from "../support/miner.ts";
import { LEAST_SECONDS } from "../support/pause.ts";
import { Taps } from "../support/taps.ts";
import { alone, type Speeds } from "./speed-up.ts";

export const WORKERS = 10;
/** Copies of rng in the reference's fix. */
const REFERENCE_RNGS = 10;
/** Seconds of a window at least, until a reading ends anyway, and until every worker has to have counted once. */
const WINDOW = 7;
const DEADLINE = 30;
const WARM_UP = 15;
const SPREAD = 0.05;
/** One worker may be this much slower or faster than the reference's. */
const SLOWEST = 0.8;
const FASTEST = 1.15;
const RNG_QUESTIONS = 4;

interface Reading {
  readonly student: number;
  readonly reference: number;
}

/** Measures the student's stack beside the reference, in the same windows: one worker, ten, ten with the fix. */
export class BonusRun {
  readonly #work: CheckContext;
  readonly #stack: Stack;
  readonly #models: { readonly base: JudgedModel; readonly fixed: JudgedModel };

  constructor(work: CheckContext, stack: Stack, models: { readonly base: JudgedModel; readonly fixed: JudgedModel }) {
    this.#work = work;
    this.#stack = stack;
    this.#models = models;
  }

  async measure(): Promise<{ student: Speeds; reference: Speeds }> {
    const [miner] = await Promise.all([ReferenceMiner.start(this.#work), this.#start(this.#models.base, 1)]);
    const one = await this.#read(miner, "one worker", 1);
    asFastAsOne(one, "one worker");
    await Promise.all([miner.scale({ workers: WORKERS, rngs: 1 }), this.#stack.up({ worker: WORKERS })]);
    const ten = await this.#read(miner, "ten workers", WORKERS);
    await Promise.all([
      miner.scale({ workers: WORKERS, rngs: REFERENCE_RNGS }),
      this.#start(this.#models.fixed, WORKERS),
    ]);
    const fixed = await this.#read(miner, "ten workers and the fix", WORKERS, (agent) => this.#stillWorks(agent));
    noFasterThanTen(fixed.student, WORKERS * one.reference);
    await Promise.all([miner.scale({ workers: 1, rngs: REFERENCE_RNGS }), this.#stack.up({ worker: 1 })]);
    const after = await this.#read(miner, "one worker and the fix", 1);
    asFastAsOne(after, "one worker and the fix");
    const reference = Math.max(one.reference, after.reference);
    return {
      student: { one: alone(one.student, after.student, reference), ten: ten.student, fixed: fixed.student },
      reference: { one: reference, ten: ten.reference, fixed: fixed.reference },
    };
  }

  async #start(model: JudgedModel, workers: number): Promise<void> {
    await this.#stack.use(model);
    await this.#work.buildStack(this.#stack, model);
    await this.#stack.up({ worker: workers });
  }

  async #read(
    miner: ReferenceMiner,
    what: string,
    workers: number,
    inspect?: (agent: Agent) => Promise<void>,
  ): Promise<Reading> {
    const worker = await this.#stack.container("worker");
    await using agent = await this.#work.agentBeside(worker);
    await askByName(this.#work, this.#stack, agent);
    await inspect?.(agent);
    // With ten workers there is most to be gained from counting what nobody has made.
    await using taps = inspect && (await Taps.start(this.#work, this.#stack));
    await using reference = await miner.watch();
    const student = await watch(agent);
    const options = { sources: workers, window: WINDOW, warmUp: WARM_UP, deadline: DEADLINE, spread: SPREAD };
    const pair = await this.#work.measuring(what, () =>
      measurePair(student.meter, reference.meter, { ...options, signal: this.#work.signal }),
    );
    if (!pair.student?.perSecond) {
      throw new Finding(codes.NO_HASHES, `With ${what}, no hashes are counted.`, {
        expected: "a counter that grows",
        actual: "it stands still",
        evidence: lastLines(await worker.logs(), 12),
        service: "worker",
      });
    }
    await taps?.assertMined(student.meter.counts);
    if (inspect) assertLikely(await hashesOf(agent), (await walletOf(agent)).size);
    return rates(pair, what);
  }

  /** The fix may not take work away: rng has to be as slow and as random as ever, and coins have to be true. */
  async #stillWorks(agent: Agent): Promise<void> {
    const seen = new Set<string>();
    for (let question = 0; question < RNG_QUESTIONS; question++) {
      const { status, body, seconds } = await agent.http("http://rng/32");
      if (status !== 200 || body.length !== 32 || seen.has(body.toString("hex"))) {
        throw new Finding(codes.NOT_RANDOM, "With your fix, rng does not send 32 new random bytes each time.", {
          expected: "status 200 and 32 new bytes",
          actual: `status ${status} and ${body.length} bytes`,
        });
      }
      seen.add(body.toString("hex"));
      if (seconds < LEAST_SECONDS) {
        throw new Finding(
          codes.WORK_REMOVED,
          "With your fix, rng takes less time for a request: the fix removes work.",
          {
            expected: "at least 0.1 seconds for each request to rng",
            actual: `${seconds.toFixed(3)} seconds`,
            hint: "Serve more requests at the same time, each as long as before.",
          },
        );
      }
    }
    const wrong = falseCoin(await walletOf(agent));
    if (wrong) throw new Finding(codes.FALSE_COIN, "A coin in redis is false.", wrong);
  }
}

function rates(pair: Pair, what: string): Reading {
  if (!pair.steady) {
    const spread = Math.max(pair.student?.spread ?? 1, pair.reference?.spread ?? 1);
    throw tooNoisy(
      `with ${what}, the speed was still uncertain by ${Math.round(100 * spread)}% after ${DEADLINE} seconds`,
    );
  }
  return { student: pair.student?.perSecond ?? 0, reference: pair.reference?.perSecond ?? 0 };
}

function asFastAsOne({ student, reference }: Reading, what: string): void {
  const details = { expected: `about ${perSecond(reference)}, as the reference beside it`, actual: perSecond(student) };
  if (student > FASTEST * reference)
    throw new Finding(
      codes.WORK_REMOVED,
      `With ${what}, hashes are counted faster than the work allows: work was removed.`,
      details,
    );
  if (student < SLOWEST * reference)
    throw new Finding(
      codes.TOO_SLOW,
      `With ${what}, your stack is slower than the reference, so a speed-up would say nothing.`,
      details,
    );
}

/** Each of ten workers does what one does, at most. */
function noFasterThanTen(student: number, ideal: number): void {
  if (student <= FASTEST * ideal) return;
  throw new Finding(
    codes.WORK_REMOVED,
    "With ten workers and the fix, hashes are counted faster than the work allows: work was removed.",
    {
      expected: `at most ${perSecond(ideal)}, ten times what one worker of the reference makes`,
      actual: perSecond(student),
    },
  );
}
