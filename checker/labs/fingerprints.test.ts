import { expect, test } from "vitest";
import { FINGERPRINTS } from "../core/fingerprints.ts";
import { answersOf } from "../grading/prove.ts";
import { labs } from "./catalogue.ts";

test("every known mistake explains a wrong answer of some lab, which is really built and run", async () => {
  const answers = await Promise.all((await labs()).map(answersOf));
  const named = new Set(answers.flatMap(({ wrong }) => wrong.map(({ fingerprint }) => fingerprint)));
  expect(FINGERPRINTS.map(({ code }) => code).filter((code) => !named.has(code))).toEqual([]);
});
