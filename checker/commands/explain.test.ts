import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Io } from "../command-line/io.ts";
import { UsageError } from "../core/errors.ts";
import type { Report, Result } from "../core/report.ts";
import { explain } from "./explain.ts";
import { keepReport } from "./last-report.ts";

const TITLE = "hasher: GET / answers on port 80";

async function told(words: string, report?: Report, name?: string): Promise<string> {
  const lines: string[] = [];
  const env = { XDG_STATE_HOME: await mkdtemp(join(tmpdir(), "explain-")) };
  const silent = { write: () => true, isTTY: false, columns: 80, rows: 24 };
  const io: Io = {
    env,
    print: (line) => lines.push(line),
    say: () => undefined,
    colour: false,
    width: 80,
    err: silent,
  };
  if (report) await keepReport(env, report);
  await explain(words, name, io);
  return lines.join("\n");
}

const result: Result = {
  title: TITLE,
  points: 6,
  earned: 0,
  section: "hasher",
  why: "",
  seconds: 1,
  outcome: { status: "failed", finding: { message: "It ended.", evidence: "no such\u001b[31m file" } },
};

const report: Report = {
  version: 1,
  lab: "dockercoins",
  part: "part1",
  title: "Four images",
  extra: false,
  submission: "labs",
  startedAt: "2026-01-02T03:04:05.000Z",
  seconds: 1,
  verdict: "failed",
  points: { earned: 0, possible: 6, undecided: 0 },
  results: [result],
  restored: [],
  notes: [],
  exhibits: [],
  facts: {},
  steps: [],
  environment: { engine: "", api: "", platform: "", compose: "", buildx: "", node: "", images: [] },
};

test("tells what a check is worth, what it needs and what waits for it", async () => {
  const text = await told(TITLE);
  expect(text).toContain("Points:   6");
  expect(text).toContain("Needs:    hasher: the image builds");
  expect(text).toContain("Unlocks:  hasher: the container runs the given hasher.rb");
  expect(text).toContain("npm run check part1");
});

test("tells what was seen last, made harmless", async () => {
  const text = await told("hasher: get", report);
  expect(text).toContain("It ended.");
  expect(text).toContain("2026-01-02");
  expect(text).not.toContain("\u001b");
});

test("words in several titles list them, unknown words list all", async () => {
  await expect(told("webui: /")).rejects.toThrow(/in several titles:[\s\S]*json/);
  await expect(told("no such check")).rejects.toThrow(UsageError);
});

test("a title that several labs share is told apart by the part", async () => {
  const shared = "compose: the file is there and valid";
  await expect(told(shared)).rejects.toThrow(
    /part2 +compose[\s\S]*visits +compose[\s\S]*npm run check part2 -- --explain/,
  );
  expect(await told(shared, undefined, "visits")).toContain("Part:     visits of visits");
  expect(await told(shared, undefined, "dockercoins")).toContain("Part:     part2 of dockercoins");
  await expect(told(shared, undefined, "nothing")).rejects.toThrow(/no part or lab "nothing"/);
});
