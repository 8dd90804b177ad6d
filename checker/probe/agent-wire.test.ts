import { expect, test } from "vitest";
import { AgentWire } from "./agent-wire.ts";

function frame(text: string, stream = 1): Buffer {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test("lines are read in whatever frames and pieces they come", () => {
  const bytes = Buffer.concat([frame('{"id":1,"va'), frame('lue":"ä"}\n{"id":2,"value":[]}\n'), frame('{"id":3}')]);
  for (const size of [1, 3, 7, 1000]) {
    const wire = new AgentWire();
    const heard = [];
    for (let at = 0; at < bytes.length; at += size) heard.push(...wire.read(bytes.subarray(at, at + size)));
    expect(heard).toEqual([
      { id: 1, value: "ä" },
      { id: 2, value: [] },
    ]);
  }
});

test("what it writes to stderr is no answer, also in the middle of one", () => {
  const wire = new AgentWire();
  expect(wire.read(frame('{"id":1,'))).toEqual([]);
  expect(wire.read(frame('{"id": 9}\nFATAL ERROR: heap out of memory\n', 2))).toEqual([]);
  expect(wire.read(frame('"value":5}\n'))).toEqual([{ id: 1, value: 5 }]);
  expect(wire.lastWords).toContain("FATAL ERROR");
});

test.each(["{\n", "[]\n", "null\n", '{"id":"1"}\n', "\n"])("%j is no message", (line) => {
  expect(() => new AgentWire().read(frame(line))).toThrow();
});

test("a line or a frame without end is refused, not kept", () => {
  const wire = new AgentWire();
  const chunk = frame("x".repeat(1024 * 1024));
  expect(() => {
    for (let count = 0; count < 20; count++) wire.read(chunk);
  }).toThrow(/too long/);
  const head = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
  expect(() => new AgentWire().read(head)).toThrow(/too large/);
});
