import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

const UNKNOWN = "?";
/** Of a process that has ended, and that its parent has not asked about yet. */
const ENDED = "ended";

/**
 * Who created something: host, process and the moment that process started, so that a reused process id is not
 * mistaken for the owner. Only an owner of this host can be called dead.
 */
export function thisOwner(): string {
  return `${hostname()}/${process.pid}/${startOf(process.pid) ?? UNKNOWN}`;
}

/** In doubt it lives: what is left behind can be removed later, a living run must not be disturbed. */
export function isDead(owner: string): boolean {
  const [host, id, start] = owner.split("/");
  const pid = Number(id);
  if (host !== hostname() || !Number.isInteger(pid)) return false;
  const found = startOf(pid);
  return found === undefined || start === undefined || start === UNKNOWN ? !exists(pid) : found !== start;
}

/** A process of somebody else exists, too: it may not be signalled (EPERM). */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/**
 * Linux: field 22 of /proc/PID/stat (clock ticks since boot); elsewhere what `ps` says. Undefined when there is no such
 * process, and also where that cannot be seen: Windows has no `ps`, and /proc may hide the processes of others.
 */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== "linux") {
      const said = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
      return said.trim().replace(/\W+/g, "-") || undefined;
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? ENDED : fields[19];
  } catch {
    return undefined;
  }
}
