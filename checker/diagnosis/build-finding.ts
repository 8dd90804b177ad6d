import type { Code } from "../core/codes/codes.ts";
import { Finding, type FindingDetails, type GraderError } from "../core/errors.ts";
import type { Dockerfile } from "../dockerfile/file.ts";
import { lastLines } from "../engine/tail.ts";

/** A file that is there, and which line of a .dockerignore keeps it out of the build. Paths are the submission's. */
export interface Ignored {
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

/** Looks for what a COPY does not find although it is there. */
export type FindIgnored = (source: string) => Ignored | undefined;

/** What is known when a build has failed. */
export interface FailedBuild {
  readonly dockerfile: Dockerfile;
  readonly output: string;
  /** Tags that this engine has. */
  readonly available: readonly string[];
  /** A base image is a stand-in of ours: it can only install what its cache holds. */
  readonly standIn: boolean;
  readonly ignored?: FindIgnored;
}

/** What a builder's output is recognised by, and what it then means. */
export interface Rule {
  readonly pattern: RegExp;
  explain(match: RegExpExecArray, build: FailedBuild): Finding | GraderError;
}

/** What is wrong with the Dockerfile, with what the builder said as evidence. */
export function finding(code: Code, message: string, build: FailedBuild, details: FindingDetails = {}): Finding {
  return new Finding(code, message, {
    observed: build.output,
    evidence: evidence(build.output),
    file: where(build),
    ...details,
  });
}

export function where({ dockerfile }: FailedBuild): string {
  return `${dockerfile.folder}/${dockerfile.name}`;
}

/** The first line of the Dockerfile that matches. */
export function lineOf({ dockerfile }: FailedBuild, pattern: RegExp): { line?: number } {
  const index = dockerfile.text.split("\n").findIndex((line) => pattern.test(line));
  return index < 0 ? {} : { line: index + 1 };
}

/** BuildKit repeats what the failed step said between two dashed lines, each line after its time. */
export function evidence(output: string): string {
  const said = /^------\n([\s\S]*?)\n------/m.exec(output)?.[1] ?? output;
  return lastLines(said.replace(/^(#\d+ )?\d+\.\d+ /gm, ""), 12);
}

/** The instruction that failed, as the builder repeats it. */
export function failedStep({ output }: FailedBuild): string | undefined {
  return /^ > \[.{0,100}?\] (.{0,1000}):$/m.exec(output)?.[1];
}
