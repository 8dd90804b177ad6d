import { expect, test } from "vitest";
import { demultiplex, lastOf } from "./demultiplex.ts";

function frame(stream: number, text: string | Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test("stdout and stderr come in the order of the engine", () => {
  const raw = Buffer.concat([
    frame(1, "one\n"),
    frame(2, "two\n"),
    frame(1, ""),
    frame(1, "three\n"),
    frame(2, "four\n"),
  ]);
  expect(demultiplex(raw)).toEqual({ all: "one\ntwo\nthree\nfour\n", errors: "two\nfour\n" });
});

test("a long frame has its length in all four bytes", () => {
  const text = "x".repeat(70_000);
  expect(demultiplex(Buffer.concat([frame(1, text), frame(2, "end")])).all).toBe(`${text}end`);
});

test("a letter that two frames share is one letter", () => {
  const [first, ...rest] = Buffer.from("€");
  expect(demultiplex(Buffer.concat([frame(1, Buffer.from([first ?? 0])), frame(1, Buffer.from(rest))])).all).toBe("€");
});

test("what was cut off is given as far as it came", () => {
  const all = Buffer.concat([frame(1, "one\n"), frame(1, "two\n")]);
  expect(demultiplex(all.subarray(0, -2)).all).toBe("one\ntw");
  expect(demultiplex(all.subarray(0, 14)).all).toBe("one\n");
  expect(demultiplex(Buffer.alloc(0)).all).toBe("");
});

test.each(["Traceback (most recent call last):\n", "ok", "\u001b[31mred\n"])(
  "the output of a container with a terminal has no frames: %j",
  (text) => {
    expect(demultiplex(Buffer.from(text))).toEqual({ all: text, errors: "" });
  },
);

test.each([
  [
    "in a flood on stdout, far from its end",
    { all: "0\nbad\n1\n2\n3\n4\n5\n6\n", errors: "bad\n" },
    "2\n3\n4\n5\n6\nbad",
  ],
  ["near the end, where it is seen anyway", { all: "1\n2\n3\n4\nbad\n5\n", errors: "bad\n" }, "1\n2\n3\n4\nbad\n5"],
  ["nowhere", { all: "1\n2\n", errors: "" }, "1\n2"],
  ["nowhere, as nothing else", { all: "", errors: "" }, "(it wrote nothing)"],
])("an error %s is among the last lines", (_, output, shown) => {
  expect(lastOf(output, 6)).toBe(shown);
});
