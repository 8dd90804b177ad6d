import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { table } from "../commands/table.ts";
import type { Report } from "../core/report.ts";
import { plainPart1, plainPart2 } from "./plain.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REFERENCE = `${ROOT}solutions/dockercoins`;

export interface BenchOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Pairs of each part; the bonus is repeated as often. */
  readonly runs: number;
  readonly parts: readonly string[];
  readonly say: (line: string) => void;
}

interface CheckerRun {
  readonly seconds: number;
  readonly megabytes: number;
  readonly report: Report;
}

/** Times the checker as a whole process against the plain docker commands, in alternating pairs, and prints medians. */
export async function bench(options: BenchOptions): Promise<string> {
  const blocks: string[] = [];
  for (const part of options.parts)
    blocks.push(part === "bonus" ? await benchBonus(options) : await benchPart(part, options));
  return blocks.join("\n\n");
}

async function benchPart(part: string, { env, runs, say }: BenchOptions): Promise<string> {
  const plain = (report: Report) =>
    part === "part1"
      ? plainPart1({ env, reference: REFERENCE })
      : plainPart2({ env, reference: REFERENCE }, hashesOf(report));
  const pairs: { checker: CheckerRun; plain: number }[] = [];
  for (let run = -1; run < runs; run++) {
    say(run < 0 ? `${part}: warming up` : `${part}: pair ${run + 1} of ${runs}`);
    const checker = await runChecker(part, env);
    const seconds = await timed(() => plain(checker.report));
    if (run >= 0) pairs.push({ checker, plain: seconds });
  }
  return table([
    [part, "median", "least", "most"],
    row(
      "checker, s",
      pairs.map(({ checker }) => checker.seconds),
    ),
    row(
      "plain docker commands, s",
      pairs.map((pair) => pair.plain),
    ),
    row(
      "checker / plain",
      pairs.map((pair) => pair.checker.seconds / pair.plain),
    ),
    row(
      "peak memory of the checker, MB",
      pairs.map(({ checker }) => checker.megabytes),
    ),
  ]).join("\n");
}

async function benchBonus({ env, runs, say }: BenchOptions): Promise<string> {
  const found: CheckerRun[] = [];
  for (let run = 0; run < runs; run++) {
    say(`bonus: run ${run + 1} of ${runs}`);
    found.push(await runChecker("bonus", env));
  }
  const bar = (report: Report, label: string) =>
    report.exhibits[0]?.bars.find((found) => found.group === "you" && found.label === label)?.value ?? 0;
  return table([
    ["bonus", "median", "least", "most"],
    row(
      "checker, s",
      found.map(({ seconds }) => seconds),
    ),
    row(
      "points",
      found.map(({ report }) => report.points.earned),
    ),
    row(
      "speed-up with the fix",
      found.map(({ report }) => bar(report, "ten workers and the fix") / bar(report, "one worker")),
    ),
    row(
      "peak memory of the checker, MB",
      found.map(({ megabytes }) => megabytes),
    ),
  ]).join("\n");
}

/** Runs the checker as people do, as a process of its own; memory is the largest resident set that the system saw. */
async function runChecker(part: string, env: NodeJS.ProcessEnv): Promise<CheckerRun> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const json = join(folder, "report.json");
    const memory = join(folder, "memory");
    const peak = `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)))`;
    const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire("/"); ${peak}`)}`;
    // As the script "check" in package.json starts it.
    const args = [
      "--max-semi-space-size=2",
      "--import",
      "tsx",
      "--import",
      preload,
      "checker/cli.ts",
      "check",
      part,
      "--in",
      "solutions",
      "--json",
      json,
    ];
    const seconds = await timed(async () => {
      await execa(process.execPath, args, { cwd: ROOT, env: { ...env, INIT_CWD: ROOT }, stdin: "ignore" });
    });
    const report = JSON.parse(await readFile(json, "utf8")) as Report;
    return { seconds, megabytes: Number(await readFile(memory, "utf8")) / 1024, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Hashes that the student's stack had mined when its last coin was proven: what the plain commands wait for, too. */
function hashesOf(report: Report): number {
  const { hashes } = report.facts;
  if (hashes === undefined) throw new Error("the report of part2 does not say how many hashes were mined");
  return hashes;
}

async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return (performance.now() - began) / 1000;
}

function row(label: string, values: readonly number[]): string[] {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return [label, ...[median, sorted[0] ?? 0, sorted.at(-1) ?? 0].map((value) => value.toFixed(2))];
}
