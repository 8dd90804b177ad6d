import { expect, test } from "vitest";
import { lastLines, Tail } from "./tail.ts";

test("keeps everything up to the limit", () => {
  const tail = new Tail(10);
  expect(tail.text()).toBe("");
  for (const text of ["one", " ", "two"]) tail.add(Buffer.from(text));
  expect(tail.text()).toBe("one two");
});

test.each([1, 3, 7, 10, 11, 64])("keeps the last bytes, in chunks of %i", (size) => {
  const all = "0123456789".repeat(20);
  const tail = new Tail(10);
  for (let at = 0; at < all.length; at += size) {
    tail.add(Buffer.from(all.slice(at, at + size)));
    expect(tail.text()).toBe(all.slice(0, at + size).slice(-10));
  }
});

test("a letter that came in two chunks is one letter", () => {
  const tail = new Tail(10);
  const bytes = Buffer.from("ä€");
  for (const byte of bytes) tail.add(Buffer.from([byte]));
  expect(tail.text()).toBe("ä€");
});

test.each([
  ["a\nb\nc", 2, "b\nc"],
  ["a\nb\nc\n\n  \n", 2, "b\nc"],
  ["a", 5, "a"],
  ["", 5, ""],
  ["a\n\nb", 2, "\nb"],
])("the last lines of %j", (text, count, expected) => {
  expect(lastLines(text, count)).toBe(expected);
});
