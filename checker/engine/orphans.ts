import { execFileSync } from "node:child_process";
import { isDead, procIsOurs } from "./owner.ts";
import { processIds, textOf } from "./proc.ts";

/** Marks every docker command that the checker starts with its owner. Plugins of docker inherit it. */
export const OWNER_VARIABLE = "WORKSHOP_OWNER";

/**
 * Ends docker commands that a killed checker left behind: without it a build goes on, and a `compose up` creates more
 * after everything was removed. Returns how many there were.
 */
export function endOrphans(): number {
  const orphans = [...marked()].filter(([, owner]) => isDead(owner));
  for (const [pid] of orphans) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  return orphans.length;
}

/** Processes of this user that carry the mark: their ids, and their owner. */
function marked(): ReadonlyMap<number, string> {
  if (process.platform === "win32" || !procIsOurs()) return new Map();
  const mark = new RegExp(`(?:^|[\\0\\s])${OWNER_VARIABLE}=([^\\0\\s]+)`);
  const found = environments().flatMap(([pid, text]): [number, string][] => {
    const owner = mark.exec(text)?.[1];
    return owner === undefined ? [] : [[pid, owner]];
  });
  return new Map(found);
}

/** Linux: /proc/PID/environ. Elsewhere `ps -E`, which shows the environment after the command (macOS, BSD: ps(1)). */
function environments(): [number, string][] {
  if (process.platform === "linux") {
    return processIds().map((pid) => [Number(pid), textOf(`/proc/${pid}/environ`)]);
  }
  const lines = ps().split("\n");
  return lines.map((line) => [Number.parseInt(line, 10), line]);
}

function ps(): string {
  try {
    return execFileSync("ps", ["-xwwE", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  } catch {
    return "";
  }
}
