import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { closedByFewer, closes, type Fence, FenceWalk } from "./fences.ts";
import type { Place, Problem } from "./problem.ts";
import { type Line, linesOf } from "./scanner.ts";

/** More than any page of text: what is longer is data that was put here by mistake. */
const LONGEST_LINE = 100_000;
const LARGEST_FILE = 20_000_000;
export const INCLUDE = /^([ \t]*)@@INCLUDE\[([^\]]+)\]\s*$/;

export interface Source {
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
  /** Every file that was read, and every one that was looked for. */
  readonly files: readonly string[];
}

/** `show` gives a path as people see it. */
export type Show = (path: string) => string;

/**
 * Reads a chapter with what it includes: a line `@@INCLUDE[file.md]`, relative to the file that it is in, or to the deck. In
 * a code fence the file is code: it is shown as it is. What cannot be read is a problem at the place that asks for it.
 */
export function readChapter(path: string, deck: string, asked: Place, show: Show): Source {
  const lines: Line[] = [];
  const problems: Problem[] = [];
  const files: string[] = [];
  const add = (file: string, from: Place, chain: readonly string[]): void => {
    files.push(file);
    const text = readText(file, from, show, problems);
    if (text === undefined) return;
    const walk = new FenceWalk();
    for (const line of closedByFewer(linesOf(show(file), text))) {
      const [, indent = "", included] = INCLUDE.exec(line.text) ?? [];
      const fence = walk.open;
      if (included === undefined || (!fence && indent !== "")) {
        walk.inside(line.text);
        lines.push(line);
        continue;
      }
      const next = besides(included, dirname(file), deck);
      if (fence) lines.push(...code(next, line, fence, indent));
      else if ([...chain, file].includes(next))
        problems.push({ ...at(line), message: `include loop: ${[...chain, file, next].map(show).join(" > ")}` });
      else add(next, line, [...chain, file]);
    }
  };
  /** The lines of a file that is shown: none of them may be taken for a mark, or for the end of the fence. */
  const code = (file: string, from: Line, fence: Fence, indent: string): readonly Line[] => {
    files.push(file);
    const shown = linesOf(show(file), readText(file, from, show, problems) ?? "");
    if (shown.some(({ text }) => closes(fence, text)))
      problems.push({ ...at(from), message: `${show(file)} has a code fence in it: put a longer one around it` });
    return shown.map(({ text }) => ({ ...from, text: indent + unmarked(text) }));
  };
  add(path, asked, []);
  return { lines, problems, files };
}

/** A file that stands beside the file that asks for it, or beside the deck. */
export function besides(name: string, folder: string, deck: string): string {
  const near = resolve(folder, name);
  const far = resolve(deck, name);
  return existsSync(near) || !existsSync(far) ? near : far;
}

/** A line of code in which nothing is a mark. */
function unmarked(line: string): string {
  return line.replaceAll("`", "\\`").replace(/^\*/, "\\*");
}

function at({ file, line }: Place): Place {
  return { file, line };
}

/** The text of a file; undefined where it cannot be one, with what is wrong with it among the problems. */
export function readText(path: string, from: Place, show: Show, problems: Problem[]): string | undefined {
  const wrong = (message: string, place: Place = { file: show(path), line: 1 }): undefined => {
    problems.push({ ...at(place), message });
    return undefined;
  };
  let bytes: Buffer;
  try {
    if (statSync(path).size > LARGEST_FILE) return wrong("this file is too large to be part of a deck");
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return wrong(code === "ENOENT" ? `there is no file ${show(path)}` : `${show(path)} cannot be read (${code})`, from);
  }
  const zero = bytes.indexOf(0);
  const line = (end: number) => bytes.subarray(0, end).filter((byte) => byte === 10).length + 1;
  if (zero !== -1)
    return wrong("this is no text file: it has a zero byte in it", { file: show(path), line: line(zero) });
  const text = decode(bytes);
  if (text === undefined) return wrong("this is no UTF-8 text", { file: show(path), line: badLine(bytes) });
  const long = text.split("\n").findIndex((content) => content.length > LONGEST_LINE);
  if (long !== -1)
    return wrong(`this line is longer than ${LONGEST_LINE} characters`, { file: show(path), line: long + 1 });
  return text;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first line that is not UTF-8: a newline is never part of another character, so each line can be tried alone. */
function badLine(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const stop = end === -1 ? bytes.length : end;
    if (decode(bytes.subarray(start, stop)) === undefined) return line;
    start = stop + 1;
  }
  return 1;
}
