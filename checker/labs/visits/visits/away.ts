import { answerOf, ask, type CheckContext, type Container, eventually, Finding, type Stack } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { APP_PORT, countedVisit, said, wordsOf } from "./visit.ts";

/** Seconds in which the app has to answer while redis is away, once at least: a busy machine may be late. */
const PATIENCE = 2;
/** Seconds until the answers have to be as they should. */
const DEADLINE = 15;
/** Right answers in a row, and seconds between them: an app that gives up when db is away does so within them. */
const ANSWERS = 6;
const EVERY = 0.2;

/** Removes db, wants to hear of it from the app, and brings db back: the app has to count again, untouched. */
export async function saysAndHeals(work: CheckContext, stack: Stack): Promise<void> {
  const app = await stack.container("app");
  const { startedAt } = await app.state();
  await stack.remove("db");
  await saysSo(work, await stack.url(APP_PORT), app);
  await stack.up();
  const now = await stack.container("app");
  await countedVisit(work, await stack.url(APP_PORT), now);
  if (now.id === app.id && (await now.state()).startedAt === startedAt) return;
  throw new Finding("RUNS_AGAIN", "The app was started again when db came back.", {
    expected: "the same process goes on, and finds db by itself",
    actual: "a new one",
    hint: "Look at what the container of app does while db is away.",
  });
}

async function saysSo(work: CheckContext, url: string, app: Container): Promise<void> {
  let inRow = 0;
  let fastest = Number.POSITIVE_INFINITY;
  await eventually(work, {
    deadline: DEADLINE,
    every: EVERY,
    look: async (seen) => {
      const before = inRow;
      inRow = 0;
      const answer = await answerOf(ask(`${url}/`, { signal: work.signal }), seen, app);
      if (answer === undefined) return undefined;
      seen.observed = said(answer.status, answer.body).words;
      seen.actual = `${seen.observed}, after ${answer.seconds.toFixed(1)} s`;
      inRow = answer.status === 503 ? before + 1 : 0;
      fastest = Math.min(fastest, answer.seconds);
      return (inRow >= ANSWERS && fastest <= PATIENCE) || undefined;
    },
    otherwise: async (seen) =>
      new Finding(codes.NOT_TOLD, "Without db, the app does not say that it cannot count.", {
        expected: `status 503 within ${PATIENCE} s`,
        ...seen,
        evidence: await wordsOf(app),
      }),
  });
}
