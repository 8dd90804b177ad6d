import type { Conversation, Piece } from "./conversation.ts";

/** A question in HTTP/1, and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: Buffer;
  /** When the last byte of the question was on its way, and the first one of the answer came. */
  readonly asked: number;
  readonly answered: number;
}

interface Message {
  readonly line: string;
  readonly body: Buffer;
  readonly began: number;
  readonly ended: number;
}

/** The exchanges of a conversation, as far as they have been heard whole; none when it is not in HTTP. */
export function exchangesOf({ said, answered }: Pick<Conversation, "said" | "answered">): readonly Exchange[] {
  const questions = messages(said, false);
  const answers = messages(answered, true);
  return answers.flatMap((answer, index) => {
    const question = questions[index];
    const [method = "", path = ""] = question?.line.split(" ") ?? [];
    const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(answer.line)?.[1] ?? 0);
    if (question === undefined || status === 0) return [];
    return [
      { method, path, body: question.body, status, answer: answer.body, asked: question.ended, answered: answer.began },
    ];
  });
}

/** An answer without a length ends with its connection. */
function messages(pieces: readonly Piece[], isAnswer: boolean): readonly Message[] {
  const found: Message[] = [];
  const bytes = Buffer.concat(pieces.map(({ data }) => data));
  const when = clockOf(pieces);
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf("\r\n\r\n", at);
    if (end < 0) break;
    const [line = "", ...headers] = bytes.toString("latin1", at, end).split("\r\n");
    if (!/HTTP\/1\.\d/.test(line)) break;
    const isInterim = isAnswer && /^HTTP\/1\.\d 1\d\d/.test(line);
    const from = end + 4;
    const body = isInterim ? { content: Buffer.alloc(0), next: from } : bodyOf(bytes, from, headers, isAnswer);
    if (body === undefined) break;
    if (!isInterim) found.push({ line, body: body.content, began: when(at), ended: when(body.next - 1) });
    at = body.next;
  }
  return found;
}

function bodyOf(bytes: Buffer, from: number, headers: readonly string[], isAnswer: boolean) {
  const value = (name: string) =>
    headers
      .find((header) => header.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  if (value("transfer-encoding")?.toLowerCase() === "chunked") return unchunked(bytes, from);
  const length = value("content-length");
  const next =
    length === undefined
      ? isAnswer
        ? bytes.length
        : from
      : from + (/^\d{1,9}$/.test(length) ? Number(length) : Number.NaN);
  return next <= bytes.length ? { content: bytes.subarray(from, next), next } : undefined;
}

function unchunked(bytes: Buffer, from: number) {
  const chunks: Buffer[] = [];
  for (let at = from; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, end), 16);
    if (!(size >= 0)) return undefined;
    const next = end + 2 + size + 2;
    if (next > bytes.length) return undefined;
    if (size === 0) return { content: Buffer.concat(chunks), next };
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}

/** When the byte at a place came. Places have to grow from call to call. */
function clockOf(pieces: readonly Piece[]): (place: number) => number {
  let index = 0;
  let before = 0;
  return (place) => {
    for (let piece = pieces[index]; piece && place >= before + piece.data.length; piece = pieces[++index])
      before += piece.data.length;
    return pieces[index]?.at ?? pieces.at(-1)?.at ?? 0;
  };
}

/** A command that was sent to redis. */
export interface Command {
  readonly at: number;
  readonly words: readonly Buffer[];
}

const MOST_WORDS = 1000;

/** The commands of a conversation with redis (RESP); what was under way when listening began is left out. */
export function commandsOf({ said }: Pick<Conversation, "said">): readonly Command[] {
  const found: Command[] = [];
  const bytes = Buffer.concat(said.map(({ data }) => data));
  const when = clockOf(said);
  for (let at = 0; at < bytes.length; ) {
    const command = commandAt(bytes, at);
    if (command) {
      found.push({ at: when(command.next - 1), words: command.words });
      at = command.next;
      continue;
    }
    const next = bytes.indexOf("*", at + 1);
    if (next < 0) break;
    at = next;
  }
  return found;
}

function commandAt(bytes: Buffer, from: number): { words: readonly Buffer[]; next: number } | undefined {
  const count = numberAt(bytes, from, "*");
  if (count === undefined || count.value > MOST_WORDS) return undefined;
  const words: Buffer[] = [];
  let at = count.next;
  for (let word = 0; word < count.value; word++) {
    const length = numberAt(bytes, at, "$");
    if (length === undefined || length.next + length.value + 2 > bytes.length) return undefined;
    words.push(bytes.subarray(length.next, length.next + length.value));
    at = length.next + length.value + 2;
  }
  return { words, next: at };
}

/** `*3\r\n`, `$12\r\n`. */
function numberAt(bytes: Buffer, from: number, sign: string): { value: number; next: number } | undefined {
  if (bytes[from] !== sign.charCodeAt(0)) return undefined;
  const match = /^\d{1,9}(?=\r\n)/.exec(bytes.toString("latin1", from + 1, from + 12));
  return match ? { value: Number(match[0]), next: from + 3 + match[0].length } : undefined;
}
