import { expect, test } from "vitest";
import { sourcesElsewhere, stagesBehind, withNamedStages } from "./stages.ts";

test.each<[string, string, readonly string[]]>([
  ["one stage", "FROM a\nRUN b\n", []],
  ["a named stage that is copied from", "FROM a AS Build\nFROM b\nCOPY --from=build /x /y\n", ["build"]],
  ["a stage without a name", "FROM a\nFROM b\nCOPY --chown=1 --from=0 /x /y\n", ["workshop-stage-0"]],
  ["a stage that nobody needs", "FROM a AS unused\nFROM b\nCOPY . .\n", []],
  ["an image to copy from is no stage", "FROM a AS build\nFROM b\nCOPY --from=nginx:1 /x /y\n", []],
  ["through others", "FROM a AS one\nFROM one AS two\nFROM b\nCOPY --from=two / /\n", ["two", "one"]],
  ["built upon", "FROM a\nFROM b AS c\nFROM c\n", ["c"]],
  ["no FROM at all", "RUN a\n", []],
])("%s", (_, text, targets) => {
  expect(stagesBehind(text)).toEqual(targets);
});

test("every stage gets a name, and nothing else changes", () => {
  const text = "# one\nFROM --platform=linux/amd64 \\\n  a \nRUN b\nFROM c AS d\nFROM e\r\nCOPY --from=0 / /";
  expect(withNamedStages(text)).toBe(
    "# one\nFROM --platform=linux/amd64 \\\n  a  AS workshop-stage-0\nRUN b\nFROM c AS d\nFROM e AS workshop-stage-2\r\nCOPY --from=0 / /",
  );
});

test("what is copied from is a stage, or something else", () => {
  const text =
    "FROM a AS build\nFROM b\nCOPY --from=build /x /\nCOPY --from=builder /x /\nCOPY --from=0 /x /\nCOPY . .\n";
  expect(sourcesElsewhere(text)).toEqual([{ source: "builder", stages: ["build", "0"] }]);
});
