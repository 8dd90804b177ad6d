import { expect, test } from "vitest";
import { checksOn } from "./check.ts";
import { Finding, GraderError } from "./errors.ts";
import { runChecks } from "./run.ts";

const check = checksOn<null>();
const LONG = `first ${"x".repeat(3_000_000)} last`;

async function reported(error: Error): Promise<string> {
  const failing = check("fails", { points: 1, section: "", why: "" }, () => Promise.reject(error));
  const { signal } = new AbortController();
  const options = { work: null, emit: () => undefined, signal, now: () => 0 };
  return JSON.stringify(await runChecks([failing], options));
}

test("however long the texts of a finding are, a report keeps little of them: the beginning, of evidence the end", async () => {
  const details = { expected: LONG, actual: LONG, evidence: LONG, hint: LONG, file: LONG, observed: LONG };
  const text = await reported(new Finding("WRONG_ANSWER", LONG, details));
  expect(text.length).toBeLessThan(50_000);
  expect(text).toMatch(/"actual":"first x+ … \(\d+ more characters\)"/);
  expect(text).toMatch(/"evidence":"\(\d+ characters before\) … x+ last"/);
});

test.each([new GraderError("TOO_NOISY", LONG, LONG), new Error(LONG)])(
  "the same for an error of ours",
  async (error) => {
    expect((await reported(error)).length).toBeLessThan(50_000);
  },
);
