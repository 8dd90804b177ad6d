import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Report } from "../core/report.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface CheckerRun {
  readonly seconds: number;
  /** Of the checker's own process: what docker commands and the engine do is theirs. */
  readonly cpuSeconds: number;
  /** The largest resident set that the system saw. */
  readonly megabytes: number;
  readonly report: Report;
}

/** Judges a part of the reference as people do, in a process of its own. */
export async function runChecker(part: string, env: NodeJS.ProcessEnv): Promise<CheckerRun> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const json = join(folder, "report.json");
    const usage = join(folder, "usage.json");
    const preload = ["--import", rememberUsage(usage)];
    // As the script "check" in package.json starts it.
    const checker = ["--optimize-for-size", ...preload, "checker/setup/launch.mjs", "checker"];
    const args = [...checker, "check", part, "--in", "solutions", "--json", json];
    const seconds = await timed(async () => {
      await execa(process.execPath, args, { cwd: ROOT, env: { ...env, INIT_CWD: ROOT }, stdin: "ignore" });
    });
    const report = JSON.parse(await readFile(json, "utf8")) as Report;
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(await readFile(usage, "utf8")) as NodeJS.ResourceUsage;
    return { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A module that writes to a file what a process has used when it ends. */
function rememberUsage(file: string): string {
  const write = `process.on("exit", () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())))`;
  return `data:text/javascript,${encodeURIComponent(`import { writeFileSync } from "node:fs"; ${write}`)}`;
}

/** Seconds that something takes. */
export async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return (performance.now() - began) / 1000;
}
