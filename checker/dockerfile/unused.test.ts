import { expect, test } from "vitest";
import { planOf } from "./plan.ts";
import { readDockerfile } from "./read.ts";
import { imagesOf, resolved, stageOf } from "./resolve.ts";
import { withoutUnused } from "./unused.ts";
import { written } from "./write.ts";

/** The Dockerfile that is built, without what does not go into a stage. */
function builtFor(target: string | undefined, ...lines: readonly string[]): readonly string[] {
  const plan = planOf(readDockerfile(lines.join("\n"), "Dockerfile"));
  const trimmed = withoutUnused(plan, stageOf(plan, target) ?? -1);
  expect(written(resolved(trimmed, ({ name }) => `${name}:1`))).not.toContain("gone");
  return imagesOf(trimmed).map(({ name }) => name);
}

test.each<[string, string | undefined, readonly string[], readonly string[]]>([
  ["a stage that goes into nothing", undefined, ["FROM gone AS old", "RUN gone", "FROM python"], ["python"]],
  ["a later stage than the target", "First", ["FROM python AS first", "FROM gone", "COPY --from=0 / /"], ["python"]],
  ["a target by its number", "0", ["FROM python", "FROM gone"], ["python"]],
  ["an unused one for another machine", undefined, ["FROM --platform=gone/x gone", "FROM a"], ["a"]],
  ["numbers still mean the same", undefined, ["FROM gone", "FROM a", "FROM b", "COPY --from=1 / /"], ["a", "b"]],
  ["mounts count", undefined, ["FROM a AS x", "FROM gone", "FROM b", "RUN --mount=from=x,target=/x true"], ["a", "b"]],
  ["triggers count", undefined, ["FROM a AS x", "FROM b AS y", "ONBUILD COPY --from=x / /", "FROM y"], ["a", "b"]],
])("%s", (_, target, lines, images) => expect(builtFor(target, ...lines)).toEqual(images));
