import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Who created something: host, process and the moment that process started, so that a reused process id is not
 * mistaken for the owner. Only an owner of this host can be called dead.
 */
export function thisOwner(): string {
  return `${hostname()}/${process.pid}/${startOf(process.pid) ?? "?"}`;
}

export function isDead(owner: string): boolean {
  const [host, pid, start] = owner.split("/");
  if (host !== hostname() || pid === undefined) return false;
  return startOf(Number(pid)) !== start;
}

/** Linux: field 22 of /proc/PID/stat (clock ticks since boot); elsewhere what `ps` says. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== "linux") {
      const said = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
      return said.trim().replace(/\W+/g, "-") || undefined;
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
