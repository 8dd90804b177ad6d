import { expect, expectTypeOf, test } from "vitest";
import { type Check, checksOn } from "./check.ts";

interface Tool {
  readonly name: string;
}

const check = checksOn<Tool>();
const options = { points: 1, section: "section", why: "why" };
const text = check("gives a text", options, async () => "text");
const number = check("gives a number", options, async () => 7);
const silent = check("gives nothing", options, async () => undefined);

test("a check that needs nothing gets no value", () => {
  check("alone", options, async (work, need) => {
    expectTypeOf(work).toEqualTypeOf<Tool>();
    expectTypeOf(need).toEqualTypeOf<undefined>();
  });
  expectTypeOf(text).toEqualTypeOf<Check<Tool, string>>();
  expect(text.needs).toEqual([]);
});

test("one need is one value, a list of needs is a tuple, even a list of one", () => {
  const one = check("one", { ...options, needs: text }, async (_, need) => {
    expectTypeOf(need).toEqualTypeOf<string>();
  });
  const two = check("two", { ...options, needs: [number, text] }, async (_, need) => {
    expectTypeOf(need).toEqualTypeOf<[number, string]>();
  });
  const listed = check("listed", { ...options, needs: [text] }, async (_, need) => {
    expectTypeOf(need).toEqualTypeOf<[string]>();
  });
  const nothing = check("nothing", { ...options, needs: silent }, async (_, need) => {
    expectTypeOf(need).toEqualTypeOf<undefined>();
  });
  expect([one, two, listed, nothing].map(({ needs }) => needs)).toEqual([[text], [number, text], [text], [silent]]);
});

test("what a check gives on reaches run as its type says", async () => {
  const tool = { name: "tool" };
  const listed = check("listed", { ...options, needs: [text] }, async (_, [only]) => only.length);
  const one = check("one", { ...options, needs: text }, async (_, only) => only.length);
  const none = check("none", options, async (_, need) => need);
  expect(await listed.run(tool, ["text"])).toBe(4);
  expect(await one.run(tool, ["text"])).toBe(4);
  expect(await none.run(tool, [])).toBeUndefined();
});

test("a check of other work, a misspelled need, a wrong use of a value do not compile", () => {
  const other = checksOn<{ readonly other: true }>()("other", options, async () => 1);
  // @ts-expect-error It works on something else.
  check("stranger", { ...options, needs: other }, async () => undefined);
  // @ts-expect-error A title is no reference.
  expect(() => check("by name", { ...options, needs: "gives a text" }, async () => undefined)).toThrow(TypeError);
  // @ts-expect-error A text has no days.
  check("misused", { ...options, needs: text }, async (_, need) => need.days);
  // @ts-expect-error Why it matters has to be said.
  check("without a reason", { points: 1, section: "section" }, async () => undefined);
  expect(other.title).toBe("other");
});
