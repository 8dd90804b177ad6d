/** What is told of a code, in docs/codes.md and by `--explain`. */
export interface Page {
  /** What is wrong, in one or two sentences. */
  readonly means: string;
  readonly example: string;
  /** Where to look; never the command to type. */
  readonly look: string;
}

/** A code that stands in no table of core: that of a rule, or one that a lab owns. It brings where to look. */
export interface OwnCode extends Pick<Page, "look"> {
  readonly code: string;
}

/** The codes that a lab owns, by their names. */
export function ownCodes<T extends Readonly<Record<string, Page>>>(
  pages: T,
): { readonly [C in keyof T]: Page & OwnCode } {
  const named = Object.entries(pages).map(([code, page]) => [code, { code, ...page }]);
  return Object.fromEntries(named) as { readonly [C in keyof T]: Page & OwnCode };
}
