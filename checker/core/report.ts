import { z } from "zod";

/** What took the time. Sums may exceed the wall clock: work goes on side by side. */
export const Phase = z.enum(["pull", "build", "start", "probe", "measure", "stop"]);
export type Phase = z.infer<typeof Phase>;

const FindingData = z.object({
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  evidence: z.string().optional(),
  hint: z.string().optional(),
  /** A mistake that many make, recognised in what was seen: a stable code, and the cause in one sentence. */
  fingerprint: z.object({ code: z.string(), cause: z.string() }).optional(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** Stable id of the rule that says so: `compose-privileged`. */
  rule: z.string().optional(),
});
export type FindingData = z.infer<typeof FindingData>;

export const Outcome = z.discriminatedUnion("status", [
  z.object({ status: z.literal("passed") }),
  z.object({ status: z.literal("failed"), finding: FindingData }),
  z.object({
    status: z.literal("blocked"),
    /** Title of the check that has to pass first. */
    by: z.string(),
    /** Blocked by an error of ours: the points are undecided, not lost. */
    cause: z.enum(["failed", "errored"]),
  }),
  z.object({
    status: z.literal("errored"),
    error: z.object({ code: z.string(), message: z.string(), advice: z.string() }),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

const Result = z.object({
  title: z.string(),
  points: z.number(),
  earned: z.number(),
  section: z.string(),
  why: z.string(),
  seconds: z.number(),
  outcome: Outcome,
});
export type Result = z.infer<typeof Result>;

/** A table with a bar for each row, drawn by the terminal and the HTML report. */
const Exhibit = z.object({
  title: z.string(),
  unit: z.string(),
  bars: z.array(z.object({ label: z.string(), value: z.number(), group: z.string(), note: z.string().optional() })),
  caption: z.string(),
});
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

/** All outcomes of one submission and part: the one thing that every output format is made from. Times in seconds. */
export const Report = z.object({
  version: z.literal(1),
  lab: z.string(),
  part: z.string(),
  title: z.string(),
  extra: z.boolean(),
  submission: z.string(),
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  verdict: z.enum(["passed", "failed", "errored"]),
  points: z.object({ earned: z.number(), possible: z.number(), undecided: z.number() }),
  results: z.array(Result),
  /** Given files that the student had changed, and that were judged in their given form. */
  restored: z.array(z.string()),
  notes: z.array(z.string()),
  exhibits: z.array(Exhibit),
  /** Figures that checks measured, by name: `hashes`, `hashes per second`. */
  facts: z.record(z.string(), z.number()),
  steps: z.array(Step),
  /** Address of a stack that was left up on request. */
  kept: z.string().optional(),
  environment: Environment,
});
export type Report = z.infer<typeof Report>;

/** What is written as JSON: the report of one part, or a list of several. */
export const ReportFile = z.union([Report, z.array(Report)]);
