import { expect, test } from "vitest";
import { planOf } from "./plan.ts";
import { readDockerfile } from "./read.ts";
import { stagesBehind } from "./stages.ts";

test.each<[string, string, readonly string[]]>([
  ["one stage", "FROM a\nRUN b\n", []],
  ["a named stage that is copied from", "FROM a AS Build\nFROM b\nCOPY --from=build /x /y\n", ["build"]],
  ["a stage without a name", "FROM a\nFROM b\nCOPY --chown=1 --from=0 /x /y\n", ["stage-0"]],
  ["a stage that nobody needs", "FROM a AS unused\nFROM b\nCOPY . .\n", []],
  ["an image to copy from is no stage", "FROM a AS build\nFROM b\nCOPY --from=nginx:1 /x /y\n", []],
  ["through others", "FROM a AS one\nFROM one AS two\nFROM b\nCOPY --from=two / /\n", ["two", "one"]],
  ["built upon", "FROM a\nFROM b AS c\nFROM c\n", ["c"]],
])("%s", (_, text, targets) => {
  expect(stagesBehind(planOf(readDockerfile(text, "Dockerfile")))).toEqual(targets);
});
