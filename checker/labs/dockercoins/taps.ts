import { Finding } from "../../core/errors.ts";
import type { Count } from "../../measure/meter.ts";
import { Tap } from "../../probe/tap.ts";
import type { Stack } from "../../work/stack.ts";
import type { Work } from "../../work/work.ts";
import { codes } from "./codes.ts";
import { type Mined, minedBy } from "./mined.ts";
import { assertCoinsStored, assertMined } from "./really.ts";

/** Listens to every worker of a stack. */
export class Taps implements AsyncDisposable {
  readonly #work: Work;
  /** Undefined for a worker that was gone. */
  readonly #taps: readonly (Tap | undefined)[];

  private constructor(work: Work, taps: readonly (Tap | undefined)[]) {
    this.#work = work;
    this.#taps = taps;
  }

  static async start(work: Work, stack: Stack): Promise<Taps> {
    // One of our images with Python in it.
    const { id } = await work.referenceImage("rng");
    const workers = (await stack.containers()).get("worker") ?? [];
    const taps = workers.map((worker) => Tap.start(work.session, id, worker.id).catch(unlessAway));
    return new Taps(work, await Promise.all(taps));
  }

  /** Throws when what redis counted was not made; see assertMined. */
  async assertMined(counts: readonly Count[]): Promise<void> {
    const workers = await this.#mined();
    if (workers) assertMined(workers, counts);
  }

  async assertCoinsStored(): Promise<void> {
    const workers = await this.#mined();
    if (workers) assertCoinsStored(workers);
  }

  /** Undefined where not everything could be heard: then nothing is said about it. */
  async #mined(): Promise<readonly Mined[] | undefined> {
    const heard = await Promise.all(this.#taps.map((tap) => tap?.heard()));
    if (heard.some((one) => one?.flooded)) throw drowned();
    if (heard.every((one) => one?.complete))
      return this.#taps.flatMap((tap) => (tap ? [minedBy(tap.conversations)] : []));
    this.#work.note(
      "What the workers said could not be heard on this machine, so their work was judged by their counter.",
    );
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#taps.map((tap) => tap?.[Symbol.asyncDispose]()));
  }
}

/** A worker that has ended meanwhile has no network to listen in: others say so. */
function unlessAway(error: { statusCode?: number }): undefined {
  if (error.statusCode === undefined) throw error;
}

function drowned(): Finding {
  return new Finding(codes.UNWATCHABLE, "A worker says so much that its work cannot be heard.", {
    expected: "one request to rng and one to hasher for each hash, of a few hundred bytes each",
    actual: "more than 16 MB in the time of one measurement",
    hint: "Look at what else talks in the worker's container or in its network.",
  });
}
