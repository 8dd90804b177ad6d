import { request } from "undici";

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
  /** Seconds until headers and body have to be there. */
  readonly deadline?: number;
  readonly signal: AbortSignal;
}

const MOST_BYTES = 8 * 1024 * 1024;

/** Asks once; redirects are not followed. A refused connection or a late answer rejects. */
export async function ask(url: string, question: Question): Promise<Answer> {
  const began = performance.now();
  const clock = AbortSignal.timeout((question.deadline ?? 5) * 1000);
  const response = await request(url, {
    method: question.method ?? "GET",
    headers: { ...question.headers, ...(question.host !== undefined && { host: question.host }) },
    ...(question.body && { body: question.body }),
    reset: true,
    signal: AbortSignal.any([question.signal, clock]),
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`the answer is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return {
    status: response.statusCode,
    headers,
    body: Buffer.concat(chunks),
    seconds: (performance.now() - began) / 1000,
  };
}
