import { Finding, GraderError } from "../core/errors.ts";

/** The machine that asks has run out of something: whoever was asked is not to blame. */
const OURS: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EADDRNOTAVAIL"]);

/** Those that come with words of ours. */
const OWN: ReadonlySet<string> = new Set(["LATE", "TOO_LARGE", "MALFORMED", "REFUSED"]);

/** Nobody could be asked: the name leads nowhere. */
const UNKNOWN: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN"]);

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed before the whole answer was there",
  EPIPE: "the connection was closed before the whole answer was there",
  UND_ERR_SOCKET: "the connection was closed before the whole answer was there",
  UND_ERR_HEADERS_OVERFLOW: "its headers are too large",
  HPE_HEADER_OVERFLOW: "its headers are too large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "it has another length than it says",
  ENOTFOUND: "the name does not resolve",
  EAI_AGAIN: "the name does not resolve",
  EHOSTUNREACH: "there is no route to that address",
  ENETUNREACH: "there is no route to that address",
};

/**
 * Somebody was asked, and no answer came that could be used: none at all, none in time, one that is too large, or one that
 * is not in the language that was spoken. A finding wherever nobody catches it, as what strangers send is never our bug.
 */
export class NoAnswer extends Finding {
  /** `LATE`, `TOO_LARGE`, `MALFORMED`, `REFUSED`, or the system's own: `ECONNREFUSED`, `ENOTFOUND` ... */
  readonly why: string;
  /** The same in words, without who was asked what, and without an address: ours would be taken for one that the work calls. */
  readonly reason: string;

  constructor(question: string, why: string, reason: string, hint?: string) {
    super(UNKNOWN.has(why) ? "NAME_UNKNOWN" : "NO_ANSWER", `${question} got no usable answer: ${reason}.`, {
      expected: "a complete answer, in time and of a reasonable size",
      actual: reason,
      ...(hint !== undefined && { hint }),
    });
    this.why = why;
    this.reason = reason;
  }
}

/** An error of the system, of a client or of resp.cjs as a `NoAnswer`; what is not about an answer is given back as it is. */
export function asNoAnswer(question: string, error: unknown, hint?: string): unknown {
  const { code, message, name } = error as { code?: unknown; message: string; name: string };
  if (error instanceof Finding || error instanceof GraderError) return error;
  if (name === "HTTPParserError") return new NoAnswer(question, "MALFORMED", "what was sent is not HTTP", hint);
  if (typeof code !== "string" || OURS.has(code)) return error;
  if (OWN.has(code)) return new NoAnswer(question, code, message, hint);
  const malformed = code.startsWith("HPE_") ? `what was sent is not HTTP (${code})` : `${code}`;
  return new NoAnswer(question, code, WORDS[code] === undefined ? malformed : `${WORDS[code]} (${code})`, hint);
}

/** For `.catch`: lets a caller look at why there was no answer; everything else is thrown on. */
export function noAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  throw error;
}
