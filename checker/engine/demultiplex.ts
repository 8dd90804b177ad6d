import { lastLines } from "./tail.ts";

/** What a container wrote, in the order of the engine, and the part of it that went to stderr. */
export interface Output {
  readonly all: string;
  readonly errors: string;
}

const STDERR = 2;

/**
 * The engine frames stdout and stderr of a container without a terminal: 1 byte stream, 3 bytes zero, 4 bytes length
 * (big endian), then the bytes. Source: Engine API, "Attach to a container", stream format. With a terminal there are no
 * frames, and the bytes are the output as it is.
 */
export function demultiplex(raw: Buffer): Output {
  const framed = (raw[0] ?? 0) <= 2 && raw.subarray(1, 4).every((byte) => byte === 0);
  if (!framed) return { all: raw.toString("utf8"), errors: "" };
  const parts: Buffer[] = [];
  const errors: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const end = at + 8 + raw.readUInt32BE(at + 4);
    const part = raw.subarray(at + 8, end);
    parts.push(part);
    if (raw[at] === STDERR) errors.push(part);
    at = end;
  }
  return { all: Buffer.concat(parts).toString("utf8"), errors: Buffer.concat(errors).toString("utf8") };
}

/** Lines of stderr that are always among those that are shown. */
const ERROR_LINES = 4;

/** The last lines of both streams, with the last of stderr in any case. */
export function lastOf({ all, errors }: Output, lines: number): string {
  const shown = lastLines(all, lines);
  const last = lastLines(errors, ERROR_LINES);
  const others = lines - last.split("\n").length;
  const text = shown.includes(lastLines(last, 1)) ? shown : `${lastLines(all, others)}\n${last}`;
  return text || "(it wrote nothing)";
}
