import { expect, test } from "vitest";
import { linesOf } from "./scanner.ts";
import { slips } from "./slips.ts";

const lines = (text: string) => slips(linesOf("deck.md", text)).map(({ line }) => line);

test("a heading without its blank is told; what only begins with # is none", () => {
  expect(slips(linesOf("deck.md", "# a\n\n##Title\n"))).toEqual([
    { file: "deck.md", line: 3, message: 'a heading needs a blank: write "## Title"', warning: true },
  ]);
  expect(lines("#1 of all\n#!/bin/sh\n#\n# a #b\n\n```bash\n#comment\n```\n")).toEqual([]);
});

test("a star that code plainly begins with is told, since it marks the line", () => {
  expect(lines("```\n* * * * * job\n*/5 0-6 1,2 * * job\n```\n")).toEqual([2, 3]);
  expect(lines("- x\n\n```console\n  feature\n* main\n```\n")).toEqual([5]);
  expect(lines("```bash\n* docker ps\n  ls\n```\n\n* item\n\n```\n\\* * * * * job\n* * word * * *\n```\n")).toEqual([]);
});
