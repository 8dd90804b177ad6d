import { posix } from "node:path";
import type { Finding } from "../core/errors.ts";
import { type FailedBuild, failedStep, finding, lineOf } from "./build-finding.ts";

/** The builder says which path it missed, sometimes only the first folder of it; the step says where it was to come from. */
export function notCopied(missed: string, build: FailedBuild): Finding {
  const step = failedStep(build) ?? "";
  if (/\s--from=|\bfrom=/.test(step)) return missingElsewhere(sourceIn(step, missed), build);
  return missingFile(sourceIn(step, missed).slice(1), build);
}

/** What the step names that begins with the path which was missed: `/src/app.py` for `/src` of `COPY ../src/app.py .`. */
function sourceIn(step: string, missed: string): string {
  const sources = wordsIn(step).map((word) => posix.resolve("/", word));
  return sources.find((source) => source === missed || source.startsWith(`${missed}/`)) ?? missed;
}

/** The words of an instruction, in either of its forms. */
function wordsIn(instruction: string): readonly string[] {
  return instruction.split(/[\s"[\],]+/);
}

function missingFile(path: string, build: FailedBuild): Finding {
  const { folder } = build.dockerfile;
  const written = withBackslashes(build);
  if (written !== undefined)
    return finding(
      "FILE_MISSING",
      `The Dockerfile copies "${written.read}", which is not in the build context.`,
      build,
      {
        expected: written.word.replaceAll("\\", "/"),
        actual: `${written.word}: a backslash does not separate folders in a Dockerfile, it is taken away`,
        hint: "Write paths with slashes: Docker takes them on every system, Windows too.",
        line: written.line,
      },
    );
  const ignored = build.ignored?.(path);
  return finding("FILE_MISSING", `The Dockerfile copies "${path}", which is not in the build context.`, build, {
    ...(ignored && {
      actual: `${ignored.path} is there, and line ${ignored.line} of ${ignored.file} keeps it out`,
      file: ignored.file,
      line: ignored.line,
    }),
    expected: `a file or folder ${folder}/${path}`,
    hint: `Paths after COPY and ADD are relative to the folder ${folder}/; a .dockerignore can hide files too.`,
  });
}

/**
 * The source of the failed step that was written as Windows writes paths, and what the builder read there. It may miss another
 * word than this: a backslash at the end of a line joins what is copied with the next instruction.
 */
function withBackslashes(build: FailedBuild) {
  const step = new Set(wordsIn(failedStep(build) ?? ""));
  for (const [index, line] of build.dockerfile.text.split("\n").entries()) {
    if (!/^\s*(?:COPY|ADD)\s/i.test(line)) continue;
    for (const word of wordsIn(line.trim()).slice(1, -1)) {
      const read = word.replaceAll("\\", "");
      if (read !== word && step.has(read)) return { word, read, line: index + 1 };
    }
  }
  return undefined;
}

function missingElsewhere(path: string, build: FailedBuild): Finding {
  return finding(
    "STAGE_FILE_MISSING",
    `The Dockerfile copies "${path}" from another stage or image, which does not have it.`,
    build,
    {
      expected: "a path that is there when the stage after --from= has been built",
      ...lineOf(build, /^\s*(?:COPY|RUN)\s.*(?:--from=|from=)/i),
    },
  );
}
