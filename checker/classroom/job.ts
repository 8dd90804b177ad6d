import { z } from "zod";
import { Report } from "../core/report.ts";

/** One part of one submission, to be judged. */
export interface Job {
  /** The submission's key. */
  readonly key: string;
  readonly part: string;
  /** The folder with the lab's work. */
  readonly dir: string;
  /** The part measures: it runs alone. */
  readonly alone: boolean;
  /** Digest of all that decides the verdict: a report that has it is as good as a new one. */
  readonly basis: string;
}

/** Judges one part. This is all that a class knows of judging, so it may go on in this process or on another machine. */
export type Judge = (job: Job, signal: AbortSignal) => Promise<Report>;

const Trouble = z.object({ code: z.string(), message: z.string(), advice: z.string() });
/** Why there is no report, for a reason on our side. */
export type Trouble = z.infer<typeof Trouble>;

/** What came of a job; kept as `reports/KEY/PART.json`. */
export const Judged = z.union([
  z.object({ basis: z.string(), report: Report }),
  z.object({ basis: z.string(), trouble: Trouble }),
]);
export type Judged = z.infer<typeof Judged>;

/** Whether something of it has still to be found out, for a reason that is not the student's. */
export function isOpen(judged: Judged): boolean {
  return "trouble" in judged || judged.report.verdict === "errored";
}
