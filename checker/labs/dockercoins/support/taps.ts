import { type CheckContext, type Count, Finding, type Stack, type Tap } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { type Mined, minedBy } from "./mined.ts";
import { assertCoinsStored, assertMined } from "./really.ts";

/** Listens to every worker of a stack. */
export class Taps implements AsyncDisposable {
  readonly #work: CheckContext;
  /** Undefined for a worker that was gone. */
  readonly #taps: readonly (Tap | undefined)[];

  private constructor(work: CheckContext, taps: readonly (Tap | undefined)[]) {
    this.#work = work;
    this.#taps = taps;
  }

  static async start(work: CheckContext, stack: Stack): Promise<Taps> {
    // One of our images with Python in it.
    const rng = await work.referenceImage("rng");
    const workers = (await stack.containers()).get("worker") ?? [];
    const taps = workers.map((worker) => work.tap(rng, worker).catch(unlessAway));
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
