import { expect, test } from "vitest";
import { readHead, readStepHead, unasked } from "./properties.ts";
import { linesOf } from "./scanner.ts";

const read = (text: string) => readHead(linesOf("deck.md", text));
const body = (text: string) => read(text).body.map((line) => line.text);

test("properties come first, empty lines do not matter", () => {
  expect(read("\nname: a\n\nclass: big, red  wide\nbackground-image: url(x.png)\n\n# T").properties).toEqual({
    name: "a",
    class: "big red wide",
    "background-image": "url(x.png)",
  });
  expect(body("name: a\n\n# T\n\nclass: text")).toEqual(["", "# T", "", "class: text"]);
});

test("a dollar in a value is a dollar", () => {
  expect(read("name: costs $1 and $& and $$\n").properties).toEqual({ name: "costs $1 and $& and $$" });
});

test("a word of one's own is a property that some slide has to ask for", () => {
  const { own, body: left, problems } = read("name: a\nspeaker: Ada: the first\n\n# T");
  expect(problems).toEqual([]);
  expect(own).toEqual([{ file: "deck.md", line: 2, name: "speaker", value: "Ada: the first" }]);
  expect(left.map(({ text }) => text)).toEqual(["", "# T"]);
  expect(unasked(own, new Set(["speaker"]))).toEqual([]);
  expect(unasked(own, new Set(["name"]))).toEqual([
    { file: "deck.md", line: 2, message: expect.stringContaining('unknown property "speaker"') },
  ]);
});

test("what only looks like a property is text", () => {
  for (const text of ["http://localhost/", "Two words: text", "Note\\: text", "- name: a", "  name: a"])
    expect(read(text), text).toMatchObject({ own: [], problems: [] });
  expect(body("http://localhost/")).toEqual(["http://localhost/"]);
});

test("a property that is given twice is told; classes add up", () => {
  expect(read("me: a\nme: b").problems).toEqual([
    { file: "deck.md", line: 2, message: 'the property "me" is given twice' },
  ]);
  expect(read("name: a\nname: b").problems).toEqual([
    { file: "deck.md", line: 2, message: 'the property "name" is given twice' },
  ]);
  expect(read("class: a b\nclass: b c").properties).toEqual({ class: "a b c" });
});

test("a step can have a class and a background, and begin with any text", () => {
  const step = (text: string) => readStepHead(linesOf("deck.md", text));
  expect(step("class: small\n\ntext").properties).toEqual({ class: "small" });
  expect(step("background-color: red\n\ntext").properties).toEqual({ "background-color": "red" });
  expect(step("Answer: 42")).toMatchObject({ problems: [], body: [{ text: "Answer: 42" }] });
  expect(step("\nname: a").problems).toEqual([
    { file: "deck.md", line: 2, message: expect.stringContaining('"name" belongs') },
  ]);
});
