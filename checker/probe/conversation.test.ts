import { expect, test } from "vitest";
import { Conversations, type Segment } from "./conversation.ts";

const CLIENT = "10.0.0.2/40000";
const SERVER = "10.0.0.3/80";

function heard(...segments: readonly Partial<Segment>[]) {
  const conversations = new Conversations();
  for (const [index, segment] of segments.entries())
    conversations.hear({
      ...{ at: index, from: CLIENT, to: SERVER, seq: 0, syn: false, fin: false, data: Buffer.alloc(0) },
      ...segment,
    });
  return conversations.all.map((one) =>
    [one.said, one.answered].map((side) => side.map(({ data }) => String(data)).join("")),
  );
}

const text = (seq: number, data: string) => ({ seq, data: Buffer.from(data) });

test("what each side says is put in order, each byte once", () => {
  const segments = [{ seq: 99, syn: true }, text(103, "de"), text(100, "abc"), text(101, "bcde"), text(105, "f")];
  expect(heard(...segments)).toEqual([["abcdef", ""]]);
});

test("numbers begin again after the last one", () => {
  expect(heard(text(2 ** 32 - 2, "abcd"), text(2, "ef"))).toEqual([["abcdef", ""]]);
});

test("a conversation that was under way is heard from there on; the lower port is the server's", () => {
  expect(heard({ ...text(7, "answer"), from: SERVER, to: CLIENT }, text(3, "question"))).toEqual([
    ["question", "answer"],
  ]);
});

test("a port that is used again begins another conversation, the server's beginning does not", () => {
  const begin = { seq: 9, syn: true };
  const answer = { seq: 40, syn: true, from: SERVER, to: CLIENT };
  expect(heard(begin, answer, text(10, "one"), begin, answer, text(10, "two"))).toEqual([
    ["one", ""],
    ["two", ""],
  ]);
});
