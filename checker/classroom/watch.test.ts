import { expect, test } from "vitest";
import type { Job, Judged } from "./job.ts";
import { reportOf, wrong } from "./testing.ts";
import { told } from "./watch.ts";

const job = (key: string): Job => ({ key, part: "part1", dir: "", alone: false, basis: "b" });
const judged = (outcome?: typeof wrong): Judged => ({
  basis: "b",
  report: reportOf("part1", outcome ? [outcome] : []),
});

/** Writes a class of five down, in a terminal or in a file. */
function written(isTTY: boolean, columns = 80): string {
  let text = "";
  let now = 0;
  const out = { write: (piece: string) => (text += piece), isTTY, columns, rows: 24 };
  const watch = told(out, 5, 2, () => now);
  watch.reused(job("ada"), judged());
  watch.started(job("bob"));
  watch.started(job("carl"));
  now = 10;
  watch.ended(job("bob"), judged());
  watch.ended(job("carl"), judged(wrong));
  watch.started(job("dora"));
  now = 14;
  watch.ended(job("dora"), { basis: "b", trouble: { code: "NO_SPACE", message: "full\u001b[2J\nmore", advice: "" } });
  watch.stop();
  return text;
}

test("a line for each job where nobody redraws", () => {
  expect(written(false).split("\n")).toEqual([
    "2/5  bob part1: 40 of 40, 6.4 s",
    "3/5  carl part1: 30 of 40, 6.4 s",
    "4/5  dora part1: not judged (NO_SPACE: full)",
    "",
  ]);
});

test("a table in a terminal: what is done, failed, undecided, running, and what is left by what was measured", () => {
  const text = written(true, 200);
  expect(text).toContain("3/5 done · 1 as before · 1 passed · 1 failed · 0 running · about 10 s left");
  expect(text).toContain("4/5 done · 1 as before · 1 passed · 1 failed · 1 undecided · 0 running · about 4.0 s left");
  expect(text.endsWith("\u001b[?25h")).toBe(true);
});
