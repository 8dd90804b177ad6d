import {
  type CheckContext,
  check,
  type Described,
  EventStream,
  Finding,
  stillRunning,
  until,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import {
  askResult,
  type Choice,
  carriersLogs,
  cast,
  firstTally,
  inWords,
  newVoter,
  notAccepted,
  OPEN_DEADLINE,
  plus,
  said,
  type Tally,
  waitForTally,
} from "./ballot.ts";
import { givenCode, resultPage, votePage } from "./pages.ts";
import { PORT } from "./services.ts";

const section = "from-click-to-graph";

/** Seconds until a vote has to be seen. A busy machine may be late once. */
const SOON = 3;
const TRIES = 2;
/** Seconds until many votes, or votes that had to wait, have to be counted. */
const LATER = 20;

const shows = check(
  "votes: a vote shows up in the result within 3 seconds, and an open page hears of it",
  {
    points: 9,
    section,
    needs: [votePage, resultPage],
    closer: givenCode,
    why: "Five services have to work together for that: when one of them does not find its neighbour, nothing arrives.",
  },
  async (work, [, started]) => {
    await firstVote(work, started);
    let late = "";
    for (let attempt = 0; attempt < TRIES; attempt++) {
      late = await voteOnOpenPage(work, started);
      if (late === "") return started;
    }
    throw new Finding(codes.VOTE_LATE, `A vote does not show up in the result within ${SOON} seconds.`, {
      expected: `the new numbers within ${SOON} s under /json, and in the events that an open page listens to`,
      actual: late,
      evidence: await carriersLogs(started.stack),
      hint: "The vote arrives in the end: look at what makes its way slow, or what keeps the page from hearing of it.",
    });
  },
);

/** A vote that may take its time: the services may still be finding each other. */
async function firstVote(work: CheckContext, { stack }: Described): Promise<void> {
  const [before, url] = [await firstTally(work, stack), await stack.url(PORT.result)];
  const carriers = await Promise.all(["vote", "redis", "worker"].map((service) => stack.container(service)));
  const voter = newVoter();
  let actual = "";
  let observed = "";
  let isCast = false;
  const counted = await until(
    async () => {
      try {
        if (!isCast) await cast(work, await stack.url(PORT.vote), voter, "a");
        isCast = true;
        const { tally, words } = await askResult(work, url);
        if (tally && tally.a + tally.b > before.a + before.b) return true;
        observed = words;
        actual = `the vote was accepted, and the result says: ${words}`;
      } catch (error) {
        if (!(error instanceof Finding)) throw error;
        observed = error.details.observed ?? "";
        actual = error.details.actual ?? error.message;
      }
      for (const carrier of carriers) await stillRunning(carrier);
      return undefined;
    },
    { deadline: OPEN_DEADLINE, every: 0.1, signal: work.signal },
  );
  if (counted) return;
  const seen = { actual, observed, evidence: await carriersLogs(stack) };
  if (isCast)
    throw new Finding(codes.VOTES_LOST, "A vote does not arrive in the result.", {
      expected: "one vote more",
      ...seen,
    });
  throw notAccepted(actual, seen);
}

/** Votes while a page is open; what is wrong, or nothing when the page has heard of it in time. */
async function voteOnOpenPage(work: CheckContext, { stack }: Described): Promise<string> {
  const url = await stack.url(PORT.result);
  const wanted = plus(await firstTally(work, stack), { b: 1 });
  try {
    await using page = await EventStream.open(`${url}/events`, { signal: work.signal });
    const began = performance.now();
    await cast(work, await stack.url(PORT.vote), newVoter(), "b");
    const { right, actual } = await waitForTally(work, url, wanted, SOON);
    if (!right) {
      // Whoever looks now and then has then just looked, and is not found in time by chance at the next attempt.
      await waitForTally(work, url, wanted, LATER);
      return `/json: ${actual} instead of ${inWords(wanted)}`;
    }
    const left = SOON - (performance.now() - began) / 1000;
    const heard = await until(async () => same(said(page.last ?? "").tally, wanted) || undefined, {
      deadline: Math.max(left, 0),
      signal: work.signal,
    });
    return heard
      ? ""
      : `/json has the new numbers, and an open page has heard: ${page.last ?? page.ended ?? "nothing"}`;
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    return error.details.actual ?? error.message;
  }
}

function same(one: Tally | undefined, other: Tally): boolean {
  return one?.a === other.a && one.b === other.b;
}

const moves = check(
  "votes: the same voter's second vote replaces the first",
  {
    points: 6,
    section,
    needs: shows,
    closer: givenCode,
    why: "One voter, one vote. Who changes their mind is not counted twice.",
  },
  async (work, started) => {
    const { stack } = started;
    const [url, box] = [await stack.url(PORT.result), await stack.url(PORT.vote)];
    const before = await firstTally(work, stack);
    const voter = newVoter();
    for (const [choice, wanted] of [
      ["a", plus(before, { a: 1 })],
      ["b", plus(before, { b: 1 })],
    ] as const) {
      await cast(work, box, voter, choice);
      const { right, actual } = await waitForTally(work, url, wanted, LATER);
      if (!right)
        throw new Finding(codes.VOTE_NOT_MOVED, "A voter who votes again does not move the vote.", {
          expected: `${inWords(wanted)}, after a voter has voted for ${choice === "a" ? "a" : "a and then for b"}`,
          actual,
          evidence: await carriersLogs(stack),
        });
    }
    return started;
  },
);

const VOTERS = { a: 120, b: 80 } as const;
const AT_A_TIME = 20;

const many = check(
  "votes: 200 votes of 200 voters are all counted, none twice",
  {
    points: 8,
    section,
    needs: shows,
    after: [moves],
    closer: givenCode,
    why: "An election in which votes get lost, or count twice, is none.",
  },
  async (work, started) => {
    const { stack } = started;
    const [url, box] = [await stack.url(PORT.result), await stack.url(PORT.vote)];
    const wanted = plus(await firstTally(work, stack), VOTERS);
    const choices = Object.entries(VOTERS).flatMap(([choice, count]) => Array<Choice>(count).fill(choice as Choice));
    await castAll(work, box, choices);
    const { right, actual } = await waitForTally(work, url, wanted, LATER);
    if (right) return started;
    throw new Finding(codes.VOTES_LOST, "Of 200 votes, not each was counted once.", {
      expected: inWords(wanted),
      actual: `${actual} after ${LATER} s`,
      evidence: await carriersLogs(stack),
      hint: "Look at what happens to many votes at the same time, on each step of their way.",
    });
  },
);

/** Each choice by a voter of its own, several at a time, mixed. */
async function castAll(work: CheckContext, box: string, choices: readonly Choice[]): Promise<void> {
  const queue = choices.map((choice) => [newVoter(), choice] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const next = async (): Promise<void> => {
    for (let vote = queue.pop(); vote; vote = queue.pop()) await cast(work, box, ...vote);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
}

const WAITING = { a: 2, b: 3 } as const;

const waits = check(
  "votes: what is cast while the worker is stopped is counted when it is back",
  {
    points: 6,
    section,
    needs: shows,
    after: [moves, many],
    closer: givenCode,
    why: "That is what the queue is for: voters need not wait for those who count, nor even know whether they are there.",
  },
  async (work, started) => {
    const { stack } = started;
    const [url, box] = [await stack.url(PORT.result), await stack.url(PORT.vote)];
    const before = await firstTally(work, stack);
    await stack.stop("worker");
    const stopped = await stack.container("worker");
    if ((await stopped.state()).running)
      throw new Finding("RUNS_AGAIN", "The worker was stopped, and runs again.", {
        expected: "a container that stays stopped until it is started",
        actual: "a running one",
        hint: "Look at what starts the worker.",
      });
    const choices = Object.entries(WAITING).flatMap(([choice, count]) => Array<Choice>(count).fill(choice as Choice));
    await castAll(work, box, choices);
    const meanwhile = await firstTally(work, stack);
    await stack.start("worker");
    const wanted = plus(before, WAITING);
    const { right, actual } = await waitForTally(work, url, wanted, LATER);
    if (right) return started;
    await stillRunning(await stack.container("worker"));
    throw new Finding(codes.VOTES_LOST, "Votes that were cast while the worker was stopped are not counted.", {
      expected: inWords(wanted),
      actual: `${actual}; ${inWords(meanwhile)} while it was stopped`,
      evidence: await carriersLogs(stack),
      hint: "Look at what the worker does when it starts again, and at what keeps the votes in the meantime.",
    });
  },
);

export { many, moves, shows, waits };

export const votes = [shows, moves, many, waits];
