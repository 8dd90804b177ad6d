import {
  ask,
  type CheckContext,
  type Container,
  Finding,
  type NoAnswer,
  noAnswer,
  stillRunning,
  until,
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
  let actual = "no answer";
  let observed = "";
  const number = await until(
    async () => {
      const place = typeof url === "string" ? url : await url();
      const answer = await visit(place, work.signal).catch(noAnswer);
      if (answer instanceof Error) {
        actual = silence(answer);
        await stillRunning(app);
        return undefined;
      }
      actual = observed = answer.words;
      return answer.number;
    },
    { deadline: DEADLINE, every: 0.1, signal: work.signal },
  );
  if (number !== undefined) return number;
  throw new Finding(codes.NOT_COUNTED, "The app does not count its visits.", {
    expected: "status 200, and the number of the visit",
    actual,
    observed,
    evidence: (await app.logs()) || "(the app wrote nothing)",
  });
}
