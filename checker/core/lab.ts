import type { Check } from "./check.ts";
import type { OwnCode, Page } from "./codes/page.ts";

/** One graded exercise. Its name, the key in `Lab.parts`, is what a student types. */
export interface Part<W> {
  readonly title: string;
  /** Its points come on top of the lab's total. */
  readonly bonus?: true;
  /** It measures the machine: where several parts are judged, nothing is judged beside it. */
  readonly exclusive?: true;
  /** What judging it may take; the usual limit when absent. */
  readonly timeoutSeconds?: number;
  /** The student's changes to given code count. Everywhere else given code is restored first. */
  readonly honoursGivenCode?: true;
  readonly checks: readonly Check<W>[];
}

export interface Lab<W> {
  readonly title: string;
  /** Folders that students fill: a submission has one of them, at least. */
  readonly recognisedBy: readonly string[];
  /** Texts that students hand in, beside Dockerfiles and compose files. */
  readonly notes?: readonly string[];
  /** What the reference starts from, and starts: on the machine before a part is judged. */
  readonly images: readonly string[];
  /** Files and folders of `labs/NAME` that are handed out, relative to it. */
  readonly given: readonly string[];
  readonly parts: Readonly<Record<string, Part<W>>>;
  /** What can be wrong with this application only. */
  readonly codes?: Readonly<Record<string, Page & OwnCode>>;
}

export function possible(part: Part<never>): number {
  return part.checks.reduce((sum, check) => sum + check.points, 0);
}
