/** One step of a counter: at which moment (seconds), by whom, by how much. */
export interface Count {
  readonly at: number;
  readonly source: string;
  readonly amount: number;
}

export interface Rate {
  readonly perSecond: number;
  /** Half the width of the 95% confidence interval, as a share of the rate. */
  readonly spread: number;
  /** Seconds that were looked at. */
  readonly seconds: number;
}

/** Slices of the window that the spread is estimated from, and how long one has to be at least. */
const MOST_SLICES = 12;
const SLICE_SECONDS = 1;
/** Seconds after which a source that counts no more is taken for one that has stopped. */
const SILENT = 4;

/** Student's t for a 95% two-sided interval, by degrees of freedom (1 to 11). Source: any table of the distribution. */
const T_95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2];

/**
 * Measures how fast a counter grows that several sources increase in steps of about a second. Every source's count is
 * known exactly at the moments of its own steps, and is drawn as a straight line between them; so no window cuts
 * through a step, and one source alone is measured without any error of counting.
 */
export class Meter {
  readonly #counts = new Map<string, Count[]>();
  #latest = 0;
  #spoilt: Error | undefined;

  /** From now on nothing can be said about the counter: whoever asks is told why. The first reason counts. */
  spoil(why: Error): void {
    this.#spoilt ??= why;
  }

  #sound(): void {
    if (this.#spoilt) throw this.#spoilt;
  }

  add(count: Count): void {
    const known = this.#counts.get(count.source);
    if (known) known.push(count);
    else this.#counts.set(count.source, [count]);
    this.#latest = Math.max(this.#latest, count.at);
  }

  get sources(): number {
    this.#sound();
    return this.#counts.size;
  }

  /** Every step since the start, or since it was started over. */
  get counts(): readonly Count[] {
    return [...this.#counts.values()].flat();
  }

  /** All that was counted. */
  get total(): number {
    this.#sound();
    return this.counts.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** Starts over: what was counted before (warm-up) is forgotten, but for each source's last step, where it goes on. */
  restart(): void {
    for (const [source, counts] of this.#counts) this.#counts.set(source, counts.slice(-1));
  }

  /** Moment of the last step of any source. */
  get latest(): number {
    return this.#latest;
  }

  /** Undefined until every source has made two steps. `now` is a moment up to which all steps are known. */
  rate(now = this.#latest): Rate | undefined {
    this.#sound();
    const lines = [...this.#counts.values()].map((counts) => staircase(counts, now));
    if (lines.length === 0) return undefined;
    const from = lines.reduce((latest, line) => Math.max(latest, line[0]?.at ?? 0), Number.NEGATIVE_INFINITY);
    const to = lines.reduce((first, line) => Math.min(first, line.at(-1)?.at ?? 0), Number.POSITIVE_INFINITY);
    const seconds = to - from;
    if (seconds < 2 * SLICE_SECONDS) return undefined;
    const slices = Math.min(MOST_SLICES, Math.floor(seconds / SLICE_SECONDS));
    const edges = Array.from({ length: slices + 1 }, (_, index) => from + (seconds * index) / slices);
    const totals = edges.map((edge) => lines.reduce((sum, line) => sum + valueAt(line, edge), 0));
    const perSecond = ((totals.at(-1) ?? 0) - (totals[0] ?? 0)) / seconds;
    const rates = totals.slice(1).map((total, index) => ((total - (totals[index] ?? 0)) * slices) / seconds);
    const spread = (halfWidth(rates) * kinship(seconds / slices / stepSeconds(lines))) / perSecond;
    return { perSecond, spread: perSecond === 0 ? 0 : spread, seconds };
  }
}

interface Point {
  readonly at: number;
  readonly total: number;
}

function staircase(counts: readonly Count[], latest: number): readonly Point[] {
  let total = 0;
  const points = counts.map(({ at, amount }) => {
    total += amount;
    return { at, total };
  });
  const last = points.at(-1);
  if (last && latest - last.at > SILENT) points.push({ at: latest, total });
  return points;
}

function valueAt(line: readonly Point[], at: number): number {
  const after = line.findIndex((point) => point.at >= at);
  const [left, right] = [line[after - 1], line[after]];
  if (right === undefined) return line.at(-1)?.total ?? 0;
  if (left === undefined || right.at === left.at) return right.total;
  return left.total + ((right.total - left.total) * (at - left.at)) / (right.at - left.at);
}

/** How long a step takes, on average of all sources. */
function stepSeconds(lines: readonly (readonly Point[])[]): number {
  const steps = lines.reduce((sum, { length }) => sum + length - 1, 0);
  return lines.reduce((sum, line) => sum + (line.at(-1)?.at ?? 0) - (line[0]?.at ?? 0), 0) / steps;
}

/**
 * By how much slices look calmer than they are, because neighbours share the steps that reach across their border. For
 * steps of independent speed, a slice of `x` steps has 1 - x/3 (up to one step) or 1/x - 1/(3x^2) of the variance of
 * one step: the mean of a straight-line interpolation over a window at a random place. Independent slices would have 1/x.
 */
function kinship(x: number): number {
  return Math.sqrt(1 / (x <= 1 ? x * (1 - x / 3) : 1 - 1 / (3 * x)));
}

function halfWidth(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (T_95[values.length - 2] ?? 1.96) * Math.sqrt(variance / values.length);
}
