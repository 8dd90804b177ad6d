import type { Rule } from "../../../core/rule.ts";
import type { LeftOut } from "../../../workspace/left-out.ts";

/** Stands for one reason why something of a submission was not copied. */
export interface FolderRule extends Rule {
  readonly says: (left: LeftOut) => string;
}

export function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}
