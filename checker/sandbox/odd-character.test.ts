import { expect, test } from "vitest";
import { oddCharacter, oddInCommand } from "./odd-character.ts";

test.each([
  [
    "services:\n\u00a0\u00a0rng:\n",
    2,
    "Line 2 contains a blank that is not a plain space, U+00A0: YAML needs a plain space there.",
  ],
  ["ports:\n  - “8000:80”\n", 2, 'Line 2 contains a typographic quote, “ (U+201C): YAML needs " there.'],
  ["image: ‘redis’\n", 1, "Line 1 contains a typographic quote, ‘ (U+2018): YAML needs ' there."],
  ["ports:\n  – 8000:80\n", 2, "Line 2 contains a dash, – (U+2013): YAML needs - there."],
  ["image： redis\n", 1, "Line 1 contains a full-width colon, ： (U+FF1A): YAML needs : there."],
])("%j: the line and the character are named", (text, line, hint) => {
  expect(oddCharacter(text)).toEqual({ line, hint });
});

test.each(["# “what a file”\nimage: redis # – really\n", "\ufeffservices:\n", 'command: "echo a – b"\n'])(
  "%j: fine",
  (text) => expect(oddCharacter(text)).toBeUndefined(),
);

test.each([
  ["RUN pip install \u2013no-cache-dir flask", "The step contains a dash, \u2013 (U+2013): a command needs - there."],
  [
    "RUN pip install \u201cflask\u201d",
    'The step contains a typographic quote, \u201c (U+201C): a command needs " there.',
  ],
  [
    "RUN\u00a0true",
    "The step contains a blank that is not a plain space, U+00A0: a command needs a plain space there.",
  ],
  ["RUN echo a \u2013 b", undefined],
  ["RUN pip install --no-cache-dir flask", undefined],
])("a command: %j", (command, sentence) => {
  expect(oddInCommand(command)).toBe(sentence);
});
