import { expect, test } from "vitest";
import { hostile } from "./golden/hostile.ts";
import { bonus, failures } from "./golden/reports.ts";
import { json } from "./json.ts";

test("is the report itself, two spaces deep", async () => {
  const text = await json([failures]);
  expect(JSON.parse(text)).toEqual(failures);
  expect(text.startsWith('{\n  "version": 1,\n')).toBe(true);
  expect(text.endsWith("}\n")).toBe(true);
});

test("what does not follow the schema is not written", async () => {
  await expect(json([{ ...failures, startedAt: "yesterday" }])).rejects.toThrow();
});

test("hostile text survives, but nothing in it reaches a terminal", async () => {
  const report = { ...hostile, startedAt: failures.startedAt };
  const text = await json([report]);
  expect(JSON.parse(text)).toEqual(report);
  expect(text).not.toMatch(/(?!\n)\p{Control}|\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]/u);
});

test("several parts are a list", async () => {
  expect(JSON.parse(await json([failures, bonus]))).toEqual([failures, bonus]);
});
