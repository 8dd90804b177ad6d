import {
  answerOf,
  answersSomewhere,
  ask,
  type CheckContext,
  type Container,
  eventually,
  Finding,
  type NoAnswer,
  type Program,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** Where the app listens in its container, and where it is published on the machine. */
export const APP_PORT = 5000;
export const REDIS = "redis:latest";

/** Seconds until an app that has been started, or whose redis has, has to count. */
const DEADLINE = 20;

/** Of an answer; the given code sends a short line. */
const MOST_BYTES = 4096;

/** What the app says to a visitor. */
export interface Said {
  readonly status: number;
  /** The number of this visit; undefined when it was not counted. */
  readonly number: number | undefined;
  /** Status and text, for people. */
  readonly words: string;
}

/** Reads what the given code answers to `GET /`. */
export function said(status: number, body: Buffer): Said {
  const text = body.toString("utf8", 0, MOST_BYTES).trim();
  const number =
    status === 200 ? /^This is visit number (\d{1,15}), answered by \S{1,300}\.$/.exec(text)?.[1] : undefined;
  return {
    status,
    number: number === undefined ? undefined : Number(number),
    words: `status ${status}: ${text.slice(0, 300)}`,
  };
}

/** The given code, and what it is known by: it counts, or says that it cannot. */
export const APP: Program = {
  service: "app",
  file: "app/app.py",
  async works(agent) {
    const answer = await answersSomewhere(agent, "/", ({ status, body }) => {
      const { number, words } = said(status, body);
      return number !== undefined || words.startsWith("status 503: The number of visits is not known");
    });
    return answer !== undefined;
  },
};

/** One visit. A refused connection or a late answer rejects. */
export async function visit(url: string, signal: AbortSignal): Promise<Said> {
  const { status, body } = await ask(`${url}/`, { signal });
  return said(status, body);
}

export function silence({ reason }: NoAnswer): string {
  return `no answer (${reason})`;
}

/**
 * Visits until a visit is counted; gives its number. `app` is whose log is shown when none is. Where it is published has to
 * be asked each time when it may be started again meanwhile.
 */
export async function countedVisit(
  work: CheckContext,
  url: string | (() => Promise<string>),
  app: Container,
): Promise<number> {
  const question = async () => visit(typeof url === "string" ? url : await url(), work.signal);
  return counted(work, app, question, {
    message: "The app does not count its visits.",
    expected: "status 200, and the number of the visit",
  });
}

/** Asks until a visit is counted; gives its number. */
export function counted(
  work: CheckContext,
  app: Container,
  question: () => Promise<Said>,
  { message, ...details }: { readonly message: string; readonly expected: string; readonly hint?: string },
): Promise<number> {
  return eventually(work, {
    deadline: DEADLINE,
    every: 0.1,
    look: async (seen) => {
      const answer = await answerOf(question(), seen, app);
      if (answer) seen.actual = seen.observed = answer.words;
      return answer?.number;
    },
    otherwise: async (seen) =>
      new Finding(codes.NOT_COUNTED, message, { ...details, ...seen, evidence: await wordsOf(app) }),
  });
}

export async function wordsOf(app: Container): Promise<string> {
  return (await app.logs()) || "(the app wrote nothing)";
}
