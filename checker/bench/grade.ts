import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { table } from "../commands/table.ts";
import { Draft } from "../kit/answers/answers.ts";
import { dockerWith } from "../kit/plain.ts";
import { labs } from "../labs/catalogue.ts";
import { runChecker, timed } from "./checker-run.ts";
import type { FreeClass } from "./free-class.ts";
import { plainOf } from "./plain-of.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SIZES = [100, 500] as const;
const LAB = "dockercoins";
const PART = "part1";

export interface GradeBench {
  readonly env: NodeJS.ProcessEnv;
  /** Students that are judged on the engine. */
  readonly runs: number;
  readonly say: (line: string) => void;
}

/**
 * Grading as a whole: what it costs beside judging, for a class of 100 and of 500, and a small class on the engine beside the plain
 * docker commands for the same work, both one student after the other.
 */
export async function benchGrade({ env, runs, say }: GradeBench): Promise<string> {
  const rows = [["a judge that costs nothing", "ms for each", "ms for each, unchanged", "peak memory, MB"]];
  for (const size of SIZES) {
    say(`a class of ${size}, with a judge that costs nothing`);
    const { seconds, again, megabytes } = await freeClass(size);
    const each = (time: number) => ((time * 1000) / size).toFixed(1);
    rows.push([`${size} students, two parts`, each(seconds), each(again), megabytes.toFixed(0)]);
  }
  const { graded, plain } = await onEngine({ env, runs, say });
  const rate = (seconds: number) => ((runs * 60) / seconds).toFixed(1);
  const engine = [
    [`${runs} students, ${PART}`, "for a minute"],
    ["graded", rate(graded)],
    ["plain docker commands", rate(plain)],
    ["graded / plain", (plain / graded).toFixed(2)],
  ];
  return [...table(rows), "", ...table(engine)].join("\n");
}

async function freeClass(size: number): Promise<FreeClass> {
  const program = fileURLToPath(new URL("free-class.ts", import.meta.url));
  const { stdout } = await execa(process.execPath, ["--import", "tsx", program, String(size)], { cwd: ROOT });
  return JSON.parse(stdout) as FreeClass;
}

/** Seconds for the same students' work. Each has a Dockerfile of their own, so that nobody's build is another's. */
async function onEngine({ env, runs, say }: GradeBench) {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const drafts = Array.from({ length: runs }, (_, index) => {
      const draft = new Draft(`${ROOT}solutions/${LAB}`, join(folder, "class", `student-${index}`));
      draft.write("rng/Dockerfile", `${draft.read("rng/Dockerfile")}LABEL student=${index}\n`);
      return draft;
    });
    const lab = (await labs()).find(({ name }) => name === LAB);
    if (lab === undefined) throw new Error(`there is no lab ${LAB}`);
    const { run } = await plainOf(lab, PART);
    say("warming up");
    const { report } = await runChecker(PART, env);
    say(`${runs} students on the engine`);
    const args = ["checker/setup/launch.mjs", "checker", "grade", join(folder, "class"), "--part", PART, "--jobs", "1"];
    const graded = await timed(async () => {
      await execa(process.execPath, [...args, "--out", join(folder, "out")], {
        cwd: ROOT,
        env: { ...env, INIT_CWD: ROOT },
      });
    });
    say("the plain docker commands for the same students");
    const plain = await timed(async () => {
      for (const { dir } of drafts) await run?.({ docker: dockerWith(env), reference: dir, report });
    });
    return { graded, plain };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
