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
  const sources = step.split(/[\s"[\],]+/).map((word) => posix.resolve("/", word));
  return sources.find((source) => source === missed || source.startsWith(`${missed}/`)) ?? missed;
}

function missingFile(path: string, build: FailedBuild): Finding {
  const { folder } = build.dockerfile;
  const written = withBackslashes(path, build);
  if (written !== undefined)
    return finding(`The Dockerfile copies "${path}", which is not in the build context.`, build, {
      expected: written.word.replaceAll("\\", "/"),
      actual: `${written.word}: a backslash does not separate folders in a Dockerfile, it is taken away`,
      hint: "Write paths with slashes: Docker takes them on every system, Windows too.",
      line: written.line,
    });
  return finding(`The Dockerfile copies "${path}", which is not in the build context.`, build, {
    expected: `a file or folder ${folder}/${path}`,
    hint: `Paths after COPY and ADD are relative to the folder ${folder}/; a .dockerignore can hide files too.`,
  });
}

/** The word that the builder read as this path, where it was written as Windows writes paths. */
function withBackslashes(path: string, { dockerfile: { text } }: FailedBuild) {
  for (const [index, line] of text.split("\n").entries()) {
    if (!/^\s*(?:COPY|ADD)\s/i.test(line)) continue;
    const word = line.split(/[\s"[\],]+/).find((each) => /\\./.test(each) && each.replaceAll("\\", "") === path);
    if (word !== undefined) return { word, line: index + 1 };
  }
  return undefined;
}

function missingElsewhere(path: string, build: FailedBuild): Finding {
  return finding(`The Dockerfile copies "${path}" from another stage or image, which does not have it.`, build, {
    expected: "a path that is there when the stage after --from= has been built",
    hint: "Paths after COPY --from= begin at the root of that stage, whatever its WORKDIR is.",
    ...lineOf(build, /^\s*(?:COPY|RUN)\s.*(?:--from=|from=)/i),
  });
}
