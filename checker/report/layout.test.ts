import { expect, test } from "vitest";
import { columnsOf, cut, fold, padEnd, padStart, wrap } from "./layout.ts";

test.each([
  ["abc", 3],
  ["漢字", 4],
  ["e\u0301", 1],
  ["😀", 2],
  ["█▏–✓…", 5],
  ["", 0],
])("%j takes %s columns", (text, columns) => expect(columnsOf(text)).toBe(columns));

test("wrap breaks between words, keeps lines and their indentation", () => {
  expect(wrap("one two three\nservices:\n  web: a long value\n", 11)).toEqual([
    "one two",
    "three",
    "services:",
    "  web: a",
    "  long",
    "  value",
  ]);
});

test("wrap breaks a word that is longer than a line", () => {
  expect(wrap("a abcdefgh b", 5)).toEqual(["a", "abcde", "fgh b"]);
});

test("wide characters count twice, even where one does not fit", () => {
  expect(fold("漢字漢", 5)).toEqual(["漢字", "漢"]);
  expect(fold("漢字", 1)).toEqual(["漢", "字"]);
  expect(cut("漢字漢", 5)).toBe("漢字…");
});

test("fold keeps spaces and turns tabs into spaces", () => expect(fold("  a\tb  \n", 20)).toEqual(["  a    b", ""]));

test("padding", () => {
  expect(padEnd("字", 4)).toBe("字  ");
  expect(padStart("字", 4)).toBe("  字");
  expect(padEnd("long", 2)).toBe("long");
});
