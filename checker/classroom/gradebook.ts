import { z } from "zod";
import { Environment } from "../core/report.ts";

// What `describe` says is also in docs/gradebook.schema.json: `npm run docs` writes it anew.

const Applied = z
  .object({
    check: z.string().optional().describe("Title of a check; otherwise it is about the whole part."),
    change: z.number().describe("Points that it added, or took away."),
    reason: z.string(),
  })
  .describe("A line of adjustments.csv.");
export type Applied = z.infer<typeof Applied>;

const FoundWrong = z.object({
  check: z.string().describe("Title of the check that failed."),
  code: z.string().describe("What kind of mistake it is: see docs/codes.md."),
  cause: z.string().describe("The mistake in one sentence."),
  lost: z.number().describe("Points."),
});
export type FoundWrong = z.infer<typeof FoundWrong>;

const Mark = z.object({
  part: z.string(),
  possible: z.number(),
  judged: z.number().describe("Points that the checks gave."),
  earned: z.number().describe("The same after what was decided by hand."),
  undecided: z.number().describe("Points that nobody can tell yet: they are not lost."),
  why: z.string().optional().describe("Why something is undecided."),
  adjustments: z.array(Applied),
  wrong: z.array(FoundWrong),
  seconds: z.number().describe("What judging took."),
  report: z.string().optional().describe("The evidence: a file below the output folder."),
});
export type Mark = z.infer<typeof Mark>;

const Submitted = z.object({
  key: z.string().describe("Its name in reports/ and for --again."),
  label: z.string().describe("What it was called."),
  source: z.string(),
  dir: z.string().optional().describe("Where the lab's work was found."),
  digest: z.string().optional().describe("SHA-256 of the work."),
  late: z.boolean(),
  notes: z.array(z.string()),
});

const Total = z.object({
  earned: z.number(),
  possible: z.number(),
  extra: z.number().describe("Points on top of the others."),
  undecided: z.number(),
});
export type Total = z.infer<typeof Total>;

const Student = z.object({
  key: z.string().describe("Unique in the book: the name of the feedback's files."),
  name: z.string(),
  id: z.string(),
  login: z.string(),
  email: z.string(),
  group: z.string(),
  columns: z.record(z.string(), z.string()).describe("The roster's columns."),
  number: z.string().optional().describe("The number in the name that a learning platform gave the submission."),
  submission: Submitted.optional().describe("Without one, nothing was handed in."),
  problem: z.string().optional().describe("What an instructor has to look at before this mark counts."),
  marks: z.array(Mark),
  total: Total,
});
export type Student = z.infer<typeof Student>;

const Alike = z
  .object({
    students: z.tuple([z.string(), z.string()]).describe("The keys of their submissions."),
    share: z.number().describe("How much of the shorter one is in the other, 0 to 1."),
    files: z.array(
      z
        .object({ path: z.string(), texts: z.tuple([z.string(), z.string()]) })
        .describe("A file of both, side by side."),
    ),
  })
  .describe("Two that look alike: a question, never a mark.");
export type Alike = z.infer<typeof Alike>;

/** The one thing that the CSV, the page and the formats of other systems are made from. */
export const Gradebook = z
  .object({
    version: z.literal(1).describe("Fields may be added; another number says that the meaning of one has changed."),
    lab: z.string(),
    title: z.string(),
    parts: z.array(z.object({ name: z.string(), title: z.string(), possible: z.number(), extra: z.boolean() })),
    judgedWith: z.object({
      checker: z.string().describe("SHA-256 of the checks, the given code and the reference."),
      network: z.enum(["none", "default"]).describe("Whether work could reach the Internet."),
      environment: Environment,
    }),
    students: z.array(Student),
    passedBy: z.array(z.string()).describe("Files between the submissions that are none."),
    alike: z.array(Alike),
  })
  .meta({ id: "gradebook", description: "The marks of a class, and where they come from. Times in seconds." });
export type Gradebook = z.infer<typeof Gradebook>;

/** Whether nothing of a mark, or of a sum of marks, is left to be found out. */
export function isDecided({ undecided }: { readonly undecided: number }): boolean {
  return undecided === 0;
}
