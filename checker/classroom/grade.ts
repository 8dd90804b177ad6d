import type { Environment } from "../core/report.ts";
import { alikePairs } from "./alike/alike.ts";
import { type Written, writtenIn } from "./alike/written.ts";
import { gradebook } from "./book.ts";
import { digestOf } from "./digest.ts";
import type { Alike, Gradebook } from "./gradebook.ts";
import type { Job, Judge } from "./job.ts";
import type { Judgement } from "./marks.ts";
import type { Class } from "./prepare.ts";
import { runJobs, type Watch } from "./run.ts";
import { Store } from "./store.ts";

/** How a class is judged. */
export interface GradeOptions {
  readonly judge: Judge;
  /** Jobs that run at the same time; what measures runs alone. */
  readonly atOnce: number;
  /** Submissions whose key matches are judged again. */
  readonly again: RegExp | undefined;
  /** Digest of the checks, the given code and the reference. */
  readonly checker: string;
  readonly network: "none" | "default";
  readonly environment: Environment;
  readonly watch: Watch;
  readonly signal: AbortSignal;
}

/** Judges what is not judged yet, and makes the book from all that there is. */
export async function gradeClass(group: Class, options: GradeOptions): Promise<Gradebook> {
  const store = new Store(group.out);
  const { again, checker, network, environment } = options;
  await runJobs(jobsOf(group, options), { ...options, store, again: ({ key }) => again?.test(key) ?? false });
  const judgement = async (key: string, part: string): Promise<Judgement> => {
    const judged = await store.read({ key, part });
    if (judged === undefined) return { open: "It was not judged." };
    return "report" in judged ? judged : { open: `${judged.trouble.message} (${judged.trouble.code})` };
  };
  return gradebook({ ...group, checker, network, environment, alike: await alikeIn(group), judgement });
}

async function alikeIn({ lab: { known, given }, submissions }: Class): Promise<readonly Alike[]> {
  const works = new Map<string, readonly Written[]>();
  for (const { key, dir } of submissions) if (dir !== undefined) works.set(key, await writtenIn(dir, given));
  const everybody = await Promise.all(known.map((dir) => writtenIn(dir, [])));
  return alikePairs(works, everybody.flat());
}

/** Part by part, so that a class can be compared when half of the time is over. */
export function jobsOf({ lab, submissions, digests }: Class, options: GradeOptions): readonly Job[] {
  return lab.parts.flatMap(({ name, exclusive }) =>
    submissions.flatMap(({ key, dir }) =>
      dir === undefined
        ? []
        : [{ key, part: name, dir, alone: exclusive, basis: basisOf(digests.get(key) ?? "", name, options) }],
    ),
  );
}

/** Whatever decides a verdict; a report that is based on the same is used again. */
function basisOf(submission: string, part: string, { checker, network, environment }: GradeOptions): string {
  const images = environment.images.map(({ tag, id }) => `${tag} ${id}`);
  return digestOf(submission, part, checker, network, ...images);
}
