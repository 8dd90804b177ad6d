import { Bounded } from "./bounded.ts";
import { withinDeadline } from "./deadline.ts";
import { asNoAnswer, NoAnswer } from "./no-answer.ts";

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
    const response = await request(url, {
      method,
      headers: { ...question.headers, ...(question.host !== undefined && { host: question.host }) },
      ...(question.body && { body: question.body }),
      reset: true,
      signal: over,
    });
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

/** Without the address: it is the checker's, and would be taken for one that the work calls. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.slice(0, 200);
}
