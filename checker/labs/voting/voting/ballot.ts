import { randomBytes } from "node:crypto";
import {
  ask,
  type CheckContext,
  eventually,
  Finding,
  type FindingDetails,
  noAnswer,
  type Stack,
  stillRunning,
  until,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { PORT } from "./services.ts";

export type Choice = "a" | "b";

/** What the result counts. */
export interface Tally {
  readonly a: number;
  readonly b: number;
}

/** What the result answers to `GET /json`, or says in an event: a tally, or why there is none. */
export interface Said {
  readonly tally: Tally | undefined;
  readonly words: string;
}

/** Seconds until the whole way, from the ballot box to the score board, has to be open after a start. */
export const OPEN_DEADLINE = 30;

/** Of a page, in which its sentence for people is looked for. */
const MOST_BYTES = 64 * 1024;

/** Somebody who has not voted yet. */
export function newVoter(): string {
  return randomBytes(16).toString("hex");
}

/** Votes as a browser does: a form, and the cookie by which the voter is known. A finding when that is not accepted. */
export async function cast(work: CheckContext, url: string, voter: string, choice: Choice): Promise<void> {
  const answer = await ask(`${url}/`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: `voter=${voter}` },
    body: Buffer.from(`vote=${choice}`),
    signal: work.signal,
  }).catch(noAnswer);
  if (answer instanceof Error) throw notAccepted(`no answer: ${answer.reason}`);
  const observed = sentenceOf(answer.body);
  if (answer.status !== 200) throw notAccepted(`status ${answer.status}: ${observed}`, { observed });
}

export function notAccepted(actual: string, details: FindingDetails = {}): Finding {
  const expected = "status 200 for a vote";
  return new Finding(codes.VOTE_REFUSED, "The vote page does not accept a vote.", { expected, actual, ...details });
}

/** The page's sentence for people; without one, its beginning. */
function sentenceOf(page: Buffer): string {
  const text = page.toString("utf8", 0, MOST_BYTES);
  return /role="status">([^<]{0,300})</.exec(text)?.[1] ?? text.slice(0, 200);
}

export function said(text: string): Said {
  const words = text.slice(0, 300);
  try {
    const { a, b } = JSON.parse(text) as Partial<Tally>;
    return { tally: isCount(a) && isCount(b) ? { a, b } : undefined, words };
  } catch {
    return { tally: undefined, words };
  }
}

/** Numbers so large that one more makes no difference count nothing. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

export async function askResult(work: CheckContext, url: string): Promise<Said> {
  const { status, body } = await ask(`${url}/json`, { signal: work.signal });
  const answer = said(body.toString("utf8"));
  return status === 200 ? answer : { tally: undefined, words: `status ${status}: ${answer.words}` };
}

/** Waits until the result has counted, whatever it is. A service that has ended is a finding. */
export async function firstTally(work: CheckContext, stack: Stack): Promise<Tally> {
  const url = await stack.url(PORT.result);
  const [result, db] = await Promise.all([stack.container("result"), stack.container("db")]);
  return eventually(work, {
    deadline: OPEN_DEADLINE,
    every: 0.1,
    look: async (seen) => {
      const answer = await askResult(work, url).catch(noAnswer);
      if (!(answer instanceof Error)) {
        seen.actual = answer.words;
        if (answer.tally) return answer.tally;
      }
      await Promise.all([stillRunning(db), stillRunning(result)]);
      return undefined;
    },
    otherwise: async ({ actual }) =>
      new Finding(codes.NO_TALLY, "The result does not count: it gets no answer from the database.", {
        expected: 'numbers under /json, such as {"a": 0, "b": 0}',
        actual,
        observed: actual,
        evidence: `${await db.logs()}\n${await result.logs()}`,
        hint: "The answer says what went wrong; look at the logs of result and db, and at what each of them is told.",
      }),
  });
}

/** Waits until the result shows exactly this tally, or more than it can ever lose; gives what it showed last. */
export async function waitForTally(
  work: CheckContext,
  url: string,
  wanted: Tally,
  deadline: number,
): Promise<{ readonly right: boolean; readonly actual: string }> {
  let actual = "no answer";
  const right = await until(
    async () => {
      const answer = await askResult(work, url).catch(noAnswer);
      if (answer instanceof Error || answer.tally === undefined) {
        actual = answer instanceof Error ? `no answer: ${answer.reason}` : answer.words;
        return undefined;
      }
      const { a, b } = answer.tally;
      actual = inWords(answer.tally);
      // Votes move, and never go away.
      if (a + b > wanted.a + wanted.b) return false;
      return (a === wanted.a && b === wanted.b) || undefined;
    },
    { deadline, every: 0.1, signal: work.signal },
  );
  return { right: right === true, actual };
}

export function inWords({ a, b }: Tally): string {
  return `${a} for a and ${b} for b`;
}

/** A tally after some more votes. */
export function plus({ a, b }: Tally, more: Partial<Tally>): Tally {
  return { a: a + (more.a ?? 0), b: b + (more.b ?? 0) };
}

/** What the logs of those that carry votes say. */
export async function carriersLogs(stack: Stack): Promise<string> {
  const containers = await Promise.all([stack.container("vote"), stack.container("worker")]);
  const logs = await Promise.all(containers.map(async (one) => `${one.subject}:\n${await one.logs(6)}`));
  return logs.join("\n");
}
