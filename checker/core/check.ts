/**
 * A check is one full statement that is true when the work is right. What it needs are references to other checks:
 * a cycle cannot be written, a typo does not compile, and the value that a check returns is the argument of those
 * that need it.
 */
export interface Check<W, T = unknown> {
  readonly title: string;
  /** What passing is worth. A check of 0 points is advice: it never fails a part. */
  readonly points: number;
  readonly needs: readonly Check<W>[];
  /** Have to have ended before, whatever came out: for a check that changes what they look at. */
  readonly after: readonly Check<W>[];
  /**
   * Those of `after` that look at the same thing from closer by. When this fails and one of them has failed, too, it is taken
   * for the same mistake, which is told and counted there: this is blocked by it. When this passes, it passes.
   */
  readonly closer: readonly Check<W>[];
  /** Anchor of the handout's section that teaches this. */
  readonly section: string;
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** `values` are what the needs returned, in their order. */
  readonly run: (work: W, values: readonly unknown[]) => Promise<T>;
}

type Needs<W> = Check<W> | readonly Check<W>[] | undefined;
type Value<C> = C extends Check<never, infer T> ? T : C extends Check<infer _, infer T> ? T : never;
type Given<N> =
  N extends Check<infer _, infer T>
    ? T
    : N extends readonly unknown[]
      ? { -readonly [K in keyof N]: Value<N[K]> }
      : undefined;

export interface CheckOptions<W, N> {
  readonly points: number;
  readonly section: string;
  readonly why: string;
  readonly needs?: N;
  readonly after?: readonly Check<W>[];
  readonly closer?: readonly Check<W>[];
}

/** Gives the `check` function of everything that works on a `W`. */
export function checksOn<W>() {
  return function check<T, const N extends Needs<W> = undefined>(
    title: string,
    options: CheckOptions<W, N>,
    run: (work: W, need: Given<N>) => Promise<T>,
  ): Check<W, T> {
    const { needs, after = [], closer = [], points, section, why } = options;
    const one = needs !== undefined && "title" in needs;
    const given = (values: readonly unknown[]) => (needs === undefined ? undefined : one ? values[0] : values);
    return {
      title,
      points,
      section,
      why,
      run: (work, values) => run(work, given(values) as Given<N>),
      needs: one ? [needs] : (needs ?? []),
      after: [...after, ...closer],
      closer,
    };
  };
}
