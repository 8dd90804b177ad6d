import type { Check } from "./check.ts";
import type { OwnCode, Page } from "./codes/page.ts";

/** One graded exercise. Its name, the key in `Lab.parts`, is what a student types. */
export interface Part<W> {
  readonly title: string;
  /** Points on top of the lab's total. */
  readonly extra?: true;
  /** The student's changes to given code count. Everywhere else given code is restored first. */
  readonly honoursGivenCode?: true;
  readonly checks: readonly Check<W>[];
}

export interface Lab<W> {
  readonly title: string;
  /** The folders that students fill; also how a submission is recognised. */
  readonly services: readonly string[];
  /** Files and folders of `labs/NAME` that are handed out, relative to it. */
  readonly given: readonly string[];
  readonly parts: Readonly<Record<string, Part<W>>>;
  /** What can be wrong with this application only. */
  readonly codes?: Readonly<Record<string, Page & OwnCode>>;
}

export function possible(part: Part<never>): number {
  return part.checks.reduce((sum, check) => sum + check.points, 0);
}
