import { z } from "zod";

// What `describe` says is also in docs/report.schema.json: `npm run docs` writes it anew.

export const Phase = z
  .enum(["pull", "build", "start", "probe", "measure", "stop"])
  .describe("What took the time. Sums may exceed the wall clock: work goes on side by side.");
export type Phase = z.infer<typeof Phase>;

const FindingData = z.object({
  code: z
    .string()
    .optional()
    .describe("What kind of mistake it is: see docs/codes.md. Reports of earlier versions have none."),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  evidence: z.string().optional().describe("The last lines of output or log that matter."),
  hint: z.string().optional().describe("Where to look next."),
  fingerprint: z
    .object({ code: z.string(), cause: z.string() })
    .optional()
    .describe(
      "A mistake that many make, known or recognised in what programs said: its code, and the cause in one sentence.",
    ),
  file: z.string().optional().describe("Path inside the submission."),
  line: z.number().int().optional(),
  service: z.string().optional().describe("The service that it is about, where it is about one."),
});
export type FindingData = z.infer<typeof FindingData>;

export const Outcome = z.discriminatedUnion("status", [
  z.object({ status: z.literal("passed") }),
  z.object({ status: z.literal("failed"), finding: FindingData }),
  z.object({
    status: z.literal("blocked"),
    by: z.string().describe("Title of the check that has to pass first."),
    cause: z
      .enum(["failed", "errored"])
      .describe("Blocked by an error on the checker's side, the points are undecided, not lost."),
  }),
  z.object({
    status: z.literal("errored"),
    error: z
      .object({ code: z.string(), message: z.string(), advice: z.string() })
      .describe("A reason on the checker's side: it costs no points."),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

const Result = z.object({
  title: z.string(),
  points: z.number().describe("0: advice, which never fails a part."),
  earned: z.number(),
  section: z.string().describe("Section of the handout that teaches what the check is about."),
  why: z.string().describe("Why it matters."),
  seconds: z.number(),
  outcome: Outcome,
});
export type Result = z.infer<typeof Result>;

const Exhibit = z
  .object({
    title: z.string(),
    unit: z.string(),
    bars: z.array(z.object({ label: z.string(), value: z.number(), group: z.string(), note: z.string().optional() })),
    caption: z.string(),
  })
  .describe("A table with a bar for each row.");
export type Exhibit = z.infer<typeof Exhibit>;

const Step = z.object({ phase: Phase, subject: z.string(), start: z.number(), seconds: z.number() });
export type Step = z.infer<typeof Step>;

export const Environment = z.object({
  engine: z.string(),
  api: z.string(),
  platform: z.string(),
  compose: z.string(),
  buildx: z.string(),
  node: z.string(),
  images: z.array(z.object({ tag: z.string(), id: z.string() })),
});
export type Environment = z.infer<typeof Environment>;

/** The one thing that every output format is made from. */
export const Report = z
  .object({
    version: z.literal(1).describe("Fields may be added; another number says that the meaning of one has changed."),
    lab: z.string(),
    part: z.string(),
    title: z.string(),
    extra: z.boolean().describe("The points come on top of those of the other parts."),
    submission: z.string().describe("The folder with the work."),
    startedAt: z.iso.datetime(),
    seconds: z.number(),
    verdict: z.enum(["passed", "failed", "errored"]),
    points: z
      .object({ earned: z.number(), possible: z.number(), undecided: z.number() })
      .describe("Undecided: what could not be judged, for a reason on the checker's side."),
    results: z.array(Result).describe("The checks, in the order in which they were written."),
    restored: z
      .array(z.string())
      .describe("Given files that the student had changed, and that were judged in their given form."),
    notes: z.array(z.string()),
    exhibits: z.array(Exhibit),
    facts: z
      .record(z.string(), z.number())
      .describe("Figures that checks measured, by name: `hashes`, `hashes per second`."),
    steps: z.array(Step),
    kept: z.string().optional().describe("Address of a stack that was left up on request."),
    environment: Environment,
  })
  .meta({ id: "report", description: "All outcomes of one submission and part. Times in seconds." });
export type Report = z.infer<typeof Report>;

/** What is written as JSON: the report of one part, or a list of several. */
export const ReportFile = z.union([Report, z.array(Report)]);
