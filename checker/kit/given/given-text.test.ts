import { expect, test } from "vitest";
import { isBytecodeOf, isBytecodePath, isGiven, mayBeGiven, NO_PROGRAM } from "./given-text.ts";

const GIVEN = Buffer.from("import os\nprint(1)\n");

test.each([
  ["as it was handed out", "import os\nprint(1)\n"],
  ["with line ends of Windows", "import os\r\nprint(1)\r\n"],
  ["with a mark before it", "\ufeffimport os\nprint(1)\n"],
  ["with a first line for the system", "#!/usr/bin/env python3\nimport os\nprint(1)\n"],
])("%s: it is the given code, and it is looked at", (_, text) => {
  const content = Buffer.from(text);
  expect([isGiven(content, GIVEN), mayBeGiven(content.length, GIVEN)]).toEqual([true, true]);
});

test.each(["import os\nprint(2)\n", "import os\n\nprint(1)\n", "", "#!import os\nprint(1)\n"])(
  "%j is another text",
  (text) => {
    expect(isGiven(Buffer.from(text), GIVEN)).toBe(false);
  },
);

test("what is far too large is not looked at", () => {
  expect(mayBeGiven(GIVEN.length + 1000, GIVEN)).toBe(false);
});

test("bytecode says how long its text was", () => {
  const bytecode = (size: number, flags = 0) => {
    const header = Buffer.alloc(16);
    header.writeUInt32LE(flags, 4);
    header.writeUInt32LE(size, 12);
    return header;
  };
  const path = "app/__pycache__/rng.cpython-313.pyc";
  expect(isBytecodeOf(path, "rng.py", bytecode(GIVEN.length), GIVEN)).toBe(true);
  expect(isBytecodeOf(path, "rng.py", bytecode(GIVEN.length + 1), GIVEN)).toBe(false);
  expect(isBytecodeOf(path, "rng.py", bytecode(0, 1), GIVEN)).toBe(true);
  expect(isBytecodeOf(path, "rng.py", NO_PROGRAM.subarray(0, 8), GIVEN)).toBe(false);
  expect(
    ["rng.pyc", "x/rng.cpython-39.opt-1.pyc", "x/string.pyc", "rng.py"].map((file) => isBytecodePath(file, "rng.py")),
  ).toEqual([true, true, false, false]);
});
