import type { Rule } from "../../../core/rule.ts";

/** Judges a path as it is written, before anything follows it. */
export interface PathRule extends Rule {
  readonly refuses: (path: string) => boolean;
}
