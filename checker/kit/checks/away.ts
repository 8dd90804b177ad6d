import { Finding } from "../../core/errors.ts";
import type { Container } from "../../engine/container.ts";
import { ask } from "../../probe/http.ts";
import type { Stack } from "../compose/stack.ts";
import type { CheckContext } from "../context.ts";
import { answerOf, eventually } from "../eventually.ts";

export interface AwayOptions {
  /** The service that is removed. */
  readonly service: string;
  /** The service that is asked for `GET /` meanwhile, its port of the machine, and the status with which it has to say so. */
  readonly asked: string;
  readonly port: number;
  readonly status: number;
  /** What it cannot do then: `count`. */
  readonly cannot: string;
  /** Waits until it does its work again. */
  readonly healed: () => Promise<unknown>;
}

/** Seconds in which it has to say so, once at least: a busy machine may be late. */
const PATIENCE = 2;
/** Seconds until the answers have to be as they should. */
const DEADLINE = 15;
/** Right answers in a row, and seconds between them: who gives up when a neighbour is away does so within them. */
const ANSWERS = 6;
const EVERY = 0.2;

/** Removes a service, wants to hear of it from another, and brings it back: the other has to go on, untouched. */
export async function goesOnWithout(work: CheckContext, stack: Stack, options: AwayOptions): Promise<void> {
  const { service, asked, healed } = options;
  const before = await stack.container(asked);
  const { startedAt } = await before.state();
  await stack.remove(service);
  await saysSo(work, stack, before, options);
  await stack.up();
  await healed();
  const now = await stack.container(asked);
  if (now.id === before.id && (await now.state()).startedAt === startedAt) return;
  throw new Finding("RUNS_AGAIN", `The ${asked} was started again when ${service} came back.`, {
    expected: `the same process goes on, and finds ${service} by itself`,
    actual: "a new one",
    hint: `Look at what the container of ${asked} does while ${service} is away.`,
  });
}

async function saysSo(work: CheckContext, stack: Stack, container: Container, options: AwayOptions): Promise<void> {
  const { service, asked, port, status, cannot } = options;
  // A container that is started again may be published elsewhere.
  const question = async () => ask(`${await stack.url(port)}/`, { signal: work.signal });
  let inRow = 0;
  let fastest = Number.POSITIVE_INFINITY;
  await eventually(work, {
    deadline: DEADLINE,
    every: EVERY,
    look: async (seen) => {
      const before = inRow;
      inRow = 0;
      const answer = await answerOf(question(), seen, container);
      if (answer === undefined) return undefined;
      seen.observed = `status ${answer.status}: ${answer.body.toString("utf8", 0, MOST_BYTES).trim().slice(0, 300)}`;
      seen.actual = `${seen.observed}, after ${answer.seconds.toFixed(1)} s`;
      inRow = answer.status === status ? before + 1 : 0;
      fastest = Math.min(fastest, answer.seconds);
      return (inRow >= ANSWERS && fastest <= PATIENCE) || undefined;
    },
    otherwise: async (seen) =>
      new Finding("NOT_TOLD", `Without ${service}, the ${asked} does not say that it cannot ${cannot}.`, {
        expected: `status ${status} within ${PATIENCE} s`,
        ...seen,
        evidence: (await container.logs()) || `(the ${asked} wrote nothing)`,
      }),
  });
}

/** Of an answer that is told. */
const MOST_BYTES = 4096;
