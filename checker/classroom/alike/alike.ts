import type { Alike } from "../gradebook.ts";
import type { Written } from "./written.ts";

/** Words and signs in a row that count as one trace. */
const RUN = 6;
/** With fewer traces of its own, work says nothing: a short Dockerfile can only be written in one way. */
const ENOUGH = 15;
/** How much of the shorter one has to be in the other. */
const THRESHOLD = 0.7;
/** A trace that so many share is how one does it, or what was shown in class. */
const COMMON = { students: 4, share: 0.1 } as const;
const MOST_PAIRS = 100;
const MOST_FILES = 4;
const MOST_TEXT = 4000;

type Traces = ReadonlySet<string>;

/**
 * Pairs that look alike, most alike first. What the reference or the handout has counts for nothing, nor what many have; blanks and
 * capitals make no difference.
 */
export function alikePairs(
  works: ReadonlyMap<string, readonly Written[]>,
  known: readonly Written[],
): readonly Alike[] {
  const ordinary = ordinaryTraces(works, known);
  const own = new Map([...works].map(([key, files]) => [key, without(tracesOf(files), ordinary)] as const));
  const pairs = [...sharedCounts(own)].flatMap(([pair, shared]): Alike[] => {
    const [a = "", b = ""] = pair.split("\0");
    const [left, right] = [own.get(a) ?? new Set(), own.get(b) ?? new Set()];
    const share = shared / Math.min(left.size, right.size);
    if (share < THRESHOLD) return [];
    return [{ students: [a, b], share, files: sideBySide(works.get(a) ?? [], works.get(b) ?? [], ordinary) }];
  });
  return pairs.sort((a, b) => b.share - a.share).slice(0, MOST_PAIRS);
}

function tracesOf(files: readonly Written[]): Traces {
  return new Set(files.flatMap(({ text }) => [...tracesIn(text)]));
}

function* tracesIn(text: string): Generator<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  for (let start = 0; start + RUN <= words.length; start++) yield words.slice(start, start + RUN).join(" ");
}

function ordinaryTraces(works: ReadonlyMap<string, readonly Written[]>, known: readonly Written[]): Traces {
  const counts = new Map<string, number>();
  for (const files of works.values())
    for (const trace of tracesOf(files)) counts.set(trace, (counts.get(trace) ?? 0) + 1);
  const most = Math.max(COMMON.students, works.size * COMMON.share);
  const common = [...counts].filter(([, students]) => students >= most).map(([trace]) => trace);
  return new Set([...tracesOf(known), ...common]);
}

function without(traces: Traces, others: Traces): Traces {
  return new Set([...traces].filter((trace) => !others.has(trace)));
}

/** How many traces two students share, for each pair that shares one. Few share any, so not every pair is looked at. */
function sharedCounts(own: ReadonlyMap<string, Traces>): ReadonlyMap<string, number> {
  const students = new Map<string, string[]>();
  for (const [key, traces] of own) {
    if (traces.size < ENOUGH) continue;
    for (const trace of traces) students.set(trace, [...(students.get(trace) ?? []), key]);
  }
  const counts = new Map<string, number>();
  for (const keys of students.values()) {
    for (const [index, a] of keys.entries())
      for (const b of keys.slice(index + 1)) counts.set(`${a}\0${b}`, (counts.get(`${a}\0${b}`) ?? 0) + 1);
  }
  return counts;
}

/** The files of one beside those of the other that share most with them. */
function sideBySide(left: readonly Written[], right: readonly Written[], ordinary: Traces): Alike["files"] {
  return left
    .flatMap((one) => {
      const traces = without(new Set(tracesIn(one.text)), ordinary);
      const shared = (other: Written) => [...new Set(tracesIn(other.text))].filter((trace) => traces.has(trace)).length;
      const [best] = right.map((other) => ({ other, count: shared(other) })).sort((a, b) => b.count - a.count);
      if (best === undefined || best.count === 0) return [];
      const path = one.path === best.other.path ? one.path : `${one.path} and ${best.other.path}`;
      const texts: [string, string] = [one.text.slice(0, MOST_TEXT), best.other.text.slice(0, MOST_TEXT)];
      return [{ path, texts, count: best.count }];
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_FILES)
    .map(({ path, texts }) => ({ path, texts }));
}
