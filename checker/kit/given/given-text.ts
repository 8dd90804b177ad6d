/** No program in any of the languages that labs use. */
export const NO_PROGRAM = Buffer.from(")( nothing that runs\n");

/** Bytes that a first line like `#!/usr/bin/env python3` may add. */
const FIRST_LINE = 128;

/** The given code, byte by byte; line ends of Windows, a mark before it and a first line that names its interpreter aside. */
export function isGiven(content: Buffer, given: Buffer): boolean {
  return content.equals(given) || plain(content) === plain(given);
}

function plain(code: Buffer): string {
  return code
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .replaceAll("\r\n", "\n")
    .replace(/^#![^\n]*\n/, "");
}

/** Whether a file of that size may be the given code: for what is too large or too small, nobody has to look. */
export function mayBeGiven(bytes: number, given: Buffer): boolean {
  const lines = given.filter((byte) => byte === 10).length;
  return bytes >= given.length - FIRST_LINE && bytes <= given.length + lines + FIRST_LINE;
}

/**
 * Whether a file is what Python makes of the given code. Its header says how long the text was, or has a hash of it (then
 * it is believed). Source: PEP 552.
 */
export function isBytecodeOf(path: string, name: string, content: Buffer, given: Buffer): boolean {
  if (!isBytecodePath(path, name) || content.length < 16) return false;
  return (content.readUInt32LE(4) & 1) === 1 || content.readUInt32LE(12) === given.length;
}

/** `rng.pyc`, `__pycache__/rng.cpython-313.pyc` for `rng.py`. */
export function isBytecodePath(path: string, name: string): boolean {
  const [stem, ...rest] = (path.split("/").at(-1) ?? "").split(".");
  return `${stem}.py` === name && rest.at(-1) === "pyc";
}
