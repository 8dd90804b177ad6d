import { fileURLToPath } from "node:url";
import { partsNamed } from "../commands/parts.ts";
import { table } from "../commands/table.ts";
import { dockerWith, PLAIN, type PlainPart } from "../kit/plain.ts";
import { labs, type NamedLab } from "../labs/catalogue.ts";
import { type CheckerRun, runChecker, timed } from "./checker-run.ts";
import { benchGrade } from "./grade.ts";
import { plainOf } from "./plain-of.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

/** The name of what is no part: grading a class. */
const GRADE = "grade";

export interface BenchOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Pairs of each part; what has no plain counterpart is repeated as often. */
  readonly runs: number;
  /** Parts and labs; all of them when empty. */
  readonly names: readonly string[];
  readonly say: (line: string) => void;
}

/** Times the checker as a whole process against the plain docker commands, in alternating pairs, and prints medians. */
export async function bench(options: BenchOptions): Promise<string> {
  const all = await labs();
  const named = options.names.length > 0 ? options.names : all.map(({ name }) => name);
  const names = named.filter((name) => name !== GRADE);
  const chosen = names.map((name) => partsNamed(all, name));
  const measured = chosen.flatMap(({ lab, parts }) =>
    parts.map(async (part) => ({ lab, part, how: await plainOf(lab, part) })),
  );
  const blocks: string[] = [];
  try {
    if (names.length < named.length) blocks.push(await benchGrade(options));
    for (const { lab, part, how } of await Promise.all(measured)) blocks.push(await benchPart(lab, part, how, options));
  } finally {
    await removeImages(options.env);
  }
  return blocks.join("\n\n");
}

/** The plain commands build under names that begin like this, and leave their images for the next run. */
async function removeImages(env: NodeJS.ProcessEnv): Promise<void> {
  const docker = dockerWith(env);
  const names = await docker("image", "ls", "--filter", `reference=${PLAIN}*`, "--format", "{{.Repository}}:{{.Tag}}");
  if (names !== "") await docker("image", "rm", "--force", ...names.split("\n"));
}

interface Pair {
  readonly checker: CheckerRun;
  readonly plain: number;
}

async function benchPart({ name }: NamedLab, part: string, how: PlainPart, options: BenchOptions): Promise<string> {
  const { env, runs, say } = options;
  const pairs: Pair[] = [];
  // What only measures needs no warming up: it takes minutes, and does so itself.
  for (let run = how.run ? -1 : 0; run < runs; run++) {
    say(run < 0 ? `${part}: warming up` : `${part}: run ${run + 1} of ${runs}`);
    const checker = await runChecker(part, env);
    const given = { docker: dockerWith(env), reference: `${SOLUTIONS}${name}`, report: checker.report };
    const plain = await timed(async () => how.run?.(given));
    if (run >= 0) pairs.push({ checker, plain });
  }
  const plainRows = how.run && [
    row("plain docker commands, s", pairs, ({ plain }) => plain),
    row("checker / plain", pairs, ({ checker, plain }) => checker.seconds / plain),
  ];
  const figures = ({ checker }: Pair) => how.figures?.(checker.report) ?? {};
  const labels = pairs[0] === undefined ? [] : Object.keys(figures(pairs[0]));
  return table([
    [part, "median", "least", "most"],
    row("checker, s", pairs, ({ checker }) => checker.seconds),
    ...(plainRows ?? []),
    row("points", pairs, ({ checker }) => checker.report.points.earned),
    ...labels.map((label) => row(label, pairs, (pair) => figures(pair)[label] ?? Number.NaN)),
    row("CPU time of the checker, s", pairs, ({ checker }) => checker.cpuSeconds),
    row("peak memory of the checker, MB", pairs, ({ checker }) => checker.megabytes),
  ]).join("\n");
}

function row(label: string, pairs: readonly Pair[], value: (pair: Pair) => number): string[] {
  const sorted = pairs.map(value).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return [label, ...[median, sorted[0] ?? 0, sorted.at(-1) ?? 0].map((number) => number.toFixed(2))];
}
