import { execa } from "execa";
import { type CommandOptions, ROOT } from "./command.ts";

const VITEST = `${ROOT}node_modules/vitest/vitest.mjs`;
/** Nothing is written beside the configuration: the project may belong to somebody else. */
const RUN = ["run", "--configLoader", "runner"];
const FILES = ["checker/sandbox/hostile.docker.test.ts", "checker/sandbox/running.docker.test.ts"];

export interface Sampled {
  readonly code: number;
  readonly output: string;
}

/** Judges each twentieth of the hostile works in a process of its own: on another engine, or as another user. */
export async function judgeSample({ env = {}, tmp, through = [] }: CommandOptions): Promise<Sampled> {
  const [program = "", ...args] = [...through, process.execPath, VITEST, ...RUN, ...FILES];
  const { exitCode = 1, all } = await execa(program, args, {
    cwd: ROOT,
    env: { ...env, VITEST: undefined, WORKSHOP_EVERY: "20", NO_COLOR: "1", ...(tmp && { TMPDIR: tmp }) },
    all: true,
    stdin: "ignore",
    reject: false,
  });
  return { code: exitCode, output: all };
}
