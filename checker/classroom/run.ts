import { GraderError, UsageError } from "../core/errors.ts";
import { stackOf } from "../core/stack.ts";
import { isOpen, type Job, type Judge, type Judged, type Trouble } from "./job.ts";
import type { Store } from "./store.ts";

export interface RunOptions {
  readonly judge: Judge;
  readonly store: Store;
  /** Jobs that run at the same time. */
  readonly atOnce: number;
  /** Whether a job is done again although nothing has changed. */
  readonly again: (job: Job) => boolean;
  readonly watch: Watch;
  readonly signal: AbortSignal;
}

/** Told what happens. A job that could not be judged is started a second time. */
export interface Watch {
  reused(job: Job, judged: Judged): void;
  started(job: Job): void;
  ended(job: Job, judged: Judged): void;
}

/**
 * Judges what is not judged yet; each report is in the store the moment it is there. What could not be judged for a reason of ours
 * is tried once more when all else is done. What measures runs alone, at the end.
 */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<void> {
  const wanted: Job[] = [];
  for (const job of jobs) if (!(await isReused(job, options))) wanted.push(job);
  const open = await judgeAll(wanted, options);
  await judgeAll(open, options);
}

async function isReused(job: Job, { store, again, watch }: RunOptions): Promise<boolean> {
  if (again(job)) return false;
  const judged = await store.read(job);
  if (judged?.basis !== job.basis || isOpen(judged)) return false;
  watch.reused(job, judged);
  return true;
}

/** Returns the jobs that could not be judged. */
async function judgeAll(jobs: readonly Job[], options: RunOptions): Promise<readonly Job[]> {
  const shared = jobs.filter(({ alone }) => !alone);
  const alone = jobs.filter((job) => job.alone);
  return [...(await inTurns(shared, options.atOnce, options)), ...(await inTurns(alone, 1, options))];
}

async function inTurns(jobs: readonly Job[], atOnce: number, options: RunOptions): Promise<readonly Job[]> {
  const queue = jobs.values();
  const open: Job[] = [];
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const work = async () => {
    try {
      for (const job of queue) if (isOpen(await judgeOne(job, { ...options, signal }))) open.push(job);
    } catch (error) {
      broken.abort(error);
    }
  };
  // Whoever is still judging when one breaks off ends first: what it has started is removed.
  await Promise.all(Array.from({ length: atOnce }, work));
  signal.throwIfAborted();
  return open;
}

async function judgeOne(job: Job, { judge, store, watch, signal }: RunOptions): Promise<Judged> {
  signal.throwIfAborted();
  watch.started(job);
  const judged = await judge(job, signal).then(
    (report): Judged => ({ basis: job.basis, report }),
    (error): Judged => ({ basis: job.basis, trouble: troubleOf(error) }),
  );
  // What was interrupted says nothing about the work.
  signal.throwIfAborted();
  await store.write(job, judged);
  watch.ended(job, judged);
  return judged;
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof GraderError) return { code: error.code, message: error.message, advice: error.advice };
  if (error instanceof UsageError)
    return { code: "UNREADABLE", message: error.message, advice: "Look at the submission, and run it again." };
  return {
    code: "BUG",
    message: stackOf(error),
    advice: "This is a bug in the checker. Please report it with the text above.",
  };
}
