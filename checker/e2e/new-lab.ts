import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ROOT } from "./command.ts";

/** What labs, their tests and their tools take of the project. */
const COPIED = [
  "checker",
  "labs",
  "solutions",
  ...["biome.json", "package.json", "tsconfig.json", "vitest.config.ts", ".gitignore"],
];

export interface ProjectCopy extends AsyncDisposable {
  readonly dir: string;
  /** Runs a program in it; rejects when it fails. */
  run(program: string, ...args: readonly string[]): Promise<string>;
}

/** A copy of the project, with new labs in it: what `npm run new-lab NAME` makes. */
export async function projectWith(...names: readonly string[]): Promise<ProjectCopy> {
  const dir = await mkdtemp(join(tmpdir(), "new-lab-"));
  const run = async (program: string, ...args: readonly string[]) => {
    // What this test runs in is nothing to the one that it starts, and its words are read without colours.
    const outer = { VITEST: undefined, VITEST_WORKER_ID: undefined, VITEST_POOL_ID: undefined, NODE_ENV: undefined };
    const env = { ...outer, FORCE_COLOR: undefined, NO_COLOR: "1" };
    return (await execa(program, args, { cwd: dir, env, preferLocal: true, localDir: ROOT, all: true })).all;
  };
  for (const path of COPIED) await cp(join(ROOT, path), join(dir, path), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(dir, "node_modules"));
  for (const name of names) await run(process.execPath, "--import", "tsx", "checker/cli.ts", "new-lab", name);
  return { dir, run, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
