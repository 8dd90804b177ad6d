import { Bounded } from "./bounded.ts";
import { withinDeadline } from "./deadline.ts";
import { asNoAnswer, NoAnswer } from "./no-answer.ts";
import { outOfBreath, PATIENCE } from "./until.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly seconds: number;
}

export interface Question {
  readonly method?: "GET" | "POST";
  /** Overrides the Host header: how a server is called by another name than its address. */
  readonly host?: string;
  /** Sent as they are: cookies, a content type. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Seconds until headers and body have to be there, whole. */
  readonly deadline?: number;
  readonly signal: AbortSignal;
  /** Processes that want to run, for each core. */
  readonly load?: () => number;
}

const MIB = 1024 * 1024;
const MOST_BYTES = 8 * MIB;

/**
 * Asks once; redirects are not followed. Rejects with a `NoAnswer` when no whole answer is there in time, or when it is too
 * large: headers by undici's own limit (16 KiB), the body by ours.
 */
export async function ask(url: string, question: Question): Promise<Answer> {
  const { method = "GET", deadline = 5, signal } = question;
  const what = `${method} ${pathOf(url)}`;
  const { request } = await import("./request.ts");
  const began = performance.now();
  return withinDeadline({ question: what, deadline, signal }, async (over) => {
    const send = () =>
      request(url, {
        method,
        headers: { ...question.headers, ...(question.host !== undefined && { host: question.host }) },
        ...(question.body && { body: question.body }),
        reset: true,
        signal: over,
      });
    const response = await (method === "GET" ? heard(send, question.load) : send());
    const body = new Bounded(MOST_BYTES);
    for await (const chunk of response.body)
      if (!body.add(chunk)) throw new NoAnswer(what, "TOO_LARGE", `it is larger than ${MOST_BYTES / MIB} MB`);
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
    const seconds = (performance.now() - began) / 1000;
    return { status: response.statusCode, headers: Object.fromEntries(headers), body: body.bytes(), seconds };
  }).catch((error) => {
    throw asNoAnswer(what, error);
  });
}

/** Seconds after which a server may take a caller for a silent one: the given rng does after 1. */
const SILENCE = 0.9;

/**
 * A server may hang up on who is silent, and on a busy machine a question can take that long to get there. It may be sent
 * anew while nothing of an answer has come. Source: RFC 9110, section 9.2.2. Who hangs up at once does so for another reason,
 * unless the whole machine is out of breath.
 */
async function heard<T>(send: () => Promise<T>, load: Question["load"]): Promise<T> {
  for (let patience = PATIENCE; ; patience--) {
    const began = performance.now();
    try {
      return await send();
    } catch (error) {
      const late = (performance.now() - began) / 1000 > SILENCE || outOfBreath(load);
      if (patience <= 1 || (error as { code?: unknown }).code !== "UND_ERR_SOCKET" || !late) throw error;
    }
  }
}

/** Without the address: it is the checker's, and would be taken for one that the work calls. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.slice(0, 200);
}
