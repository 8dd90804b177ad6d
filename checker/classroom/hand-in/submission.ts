import type { Named } from "./naming.ts";

/** What somebody handed in, as it was found. */
export interface Submission extends Named {
  /** Unique in its class, and the same at the next run: the name of its files. */
  readonly key: string;
  /** The folder, archive or address that it came from. */
  readonly source: string;
  /** Where the lab's work lies. */
  readonly dir?: string;
  /** Why there is nothing to judge, for the instructor. */
  readonly problem?: string;
  /** What the instructor should know about it. */
  readonly notes: readonly string[];
}

/** All that was found in what the command was given. */
export interface HandIn {
  readonly submissions: readonly Submission[];
  /** Files between the submissions that are none. */
  readonly passedBy: readonly string[];
}
