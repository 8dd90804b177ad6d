import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Report } from "../core/report.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface CheckerRun {
  readonly seconds: number;
  /** The largest resident set that the system saw. */
  readonly megabytes: number;
  readonly report: Report;
}

/** Judges a part of the reference as people do, in a process of its own. */
export async function runChecker(part: string, env: NodeJS.ProcessEnv): Promise<CheckerRun> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const json = join(folder, "report.json");
    const memory = join(folder, "memory");
    const preload = ["--import", rememberMemory(memory)];
    // As the script "check" in package.json starts it.
    const checker = ["--optimize-for-size", ...preload, "checker/setup/launch.mjs", "checker"];
    const args = [...checker, "check", part, "--in", "solutions", "--json", json];
    const seconds = await timed(async () => {
      await execa(process.execPath, args, { cwd: ROOT, env: { ...env, INIT_CWD: ROOT }, stdin: "ignore" });
    });
    const report = JSON.parse(await readFile(json, "utf8")) as Report;
    return { seconds, megabytes: Number(await readFile(memory, "utf8")) / 1024, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A module that writes the peak of a process to a file when it ends. */
function rememberMemory(file: string): string {
  const peak = `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))`;
  return `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire("/"); ${peak}`)}`;
}

/** Seconds that something takes. */
export async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return (performance.now() - began) / 1000;
}
