import type { Wanted } from "./hand-in/find-lab.ts";

/** What a class knows of a lab: the parts that are graded, and what each check is worth. */
export interface ClassLab extends Wanted {
  readonly title: string;
  /** Folders with what every student has, or could have: the handout, and the reference. */
  readonly known: readonly string[];
  /** Files and folders of the lab that are handed out, relative to it. */
  readonly given: readonly string[];
  readonly parts: readonly {
    readonly name: string;
    readonly title: string;
    /** Its points come on top. */
    readonly extra: boolean;
    /** It measures the machine: nothing is judged beside it. */
    readonly exclusive: boolean;
    readonly checks: readonly { readonly title: string; readonly points: number }[];
  }[];
}
