import type { LeftOut } from "../../../workspace/left-out.ts";
import type { Rule } from "../../rule.ts";

/** Stands for one reason why something of a submission was not copied. */
export interface FolderRule extends Rule {
  readonly says: (left: LeftOut) => string;
}

export function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}
