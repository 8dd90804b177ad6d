import fc from "fast-check";
import { expect, test } from "vitest";
import { readMarks } from "./marks.ts";

test("a star at the beginning of a line marks it, and leaves its columns", () => {
  expect(readMarks("a:\n*  b: 1\n * c\n* d")).toEqual({ code: "a:\n   b: 1\n * c\n  d", lines: [1, 3], spans: [] });
});

test("backticks mark a part of a line", () => {
  expect(readMarks("docker `run` -d `--rm`\nplain")).toEqual({
    code: "docker run -d --rm\nplain",
    lines: [],
    spans: [
      { line: 0, start: 7, end: 10 },
      { line: 0, start: 14, end: 18 },
    ],
  });
  expect(readMarks("* echo `hi`")).toEqual({ code: "  echo hi", lines: [0], spans: [{ line: 0, start: 7, end: 9 }] });
});

test("a backslash makes them ordinary; a backtick alone is one", () => {
  expect(readMarks("\\* * * * * job\necho \\`date\\` `a\\`b`\none ` alone\n``")).toEqual({
    code: "* * * * * job\necho `date` a`b\none ` alone\n``",
    lines: [],
    spans: [{ line: 1, start: 12, end: 15 }],
  });
});

test("code without marks stays as it is", () => {
  fc.assert(
    fc.property(
      fc.string().filter((code) => !/[`*\\]/.test(code)),
      (code) => {
        expect(readMarks(code)).toEqual({ code, lines: [], spans: [] });
      },
    ),
    { seed: 5 },
  );
});
