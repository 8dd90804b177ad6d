import type { Rule } from "../../rule.ts";

/** Judges why something of a submission was not copied. */
export interface FolderRule extends Rule {
  readonly refuses: (reason: string) => boolean;
}
