import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { processIds } from "./proc.ts";

/** In place of what cannot be seen. */
const UNKNOWN = "x";
/** Of a process that has ended, and that its parent has not asked about yet. */
const ENDED = "ended";
/** The first namespaces of a kernel always have these numbers. Source: include/linux/proc_ns.h. */
const FIRST_PID_NAMESPACE = "4026531836";
const FIRST_TIME_NAMESPACE = "4026531834";

/**
 * Who created something: `MACHINE-BOOT-NAMESPACE-PID-START` on Linux, `HOST-PID-START` elsewhere. The start tells a process
 * from a later one with its id; boot and namespace of process ids tell it from one of another machine, or of a container.
 * Lower-case letters, digits and `-` only, at most 60 characters: it fits into labels,
 * tags, folder names, and names of Compose projects.
 */
export function thisOwner(): string {
  return `${ownerPrefix(process.pid)}${startOf("self") ?? UNKNOWN}`;
}

/** What the owner of a process in our namespace begins with, whenever it started. */
export function ownerPrefix(pid: number): string {
  return `${PLACE.join("-")}-${pid}-`;
}

/** In doubt it lives: what is left behind can be removed later, a living run must not be disturbed. */
export function isDead(owner: string): boolean {
  const words = owner.split("-");
  const [start = "", pid = ""] = words.splice(-2).reverse();
  if (words.length !== PLACE.length || !/^[1-9]\d*$/.test(pid)) return false;
  const [machine, boot, namespace = ""] = words;
  if (machine !== PLACE[0]) return false;
  if (boot !== PLACE[1]) return isOfEarlierBoot(machine, namespace);
  if (namespace !== (PLACE[2] ?? "")) return isGone(namespace);
  return hasEnded(Number(pid), start);
}

/** Where process ids mean what they mean here. */
const PLACE = placeOf();

function placeOf(): readonly string[] {
  const boot = read("/proc/sys/kernel/random/boot_id");
  const namespace = namespaceOf("self", "pid");
  if (process.platform !== "linux") return [digest(hostname())];
  // Nobody can tell about a process whose namespace cannot be seen, so that it has a name that nobody else knows.
  if (boot === undefined || namespace === undefined) return [digest(randomUUID())];
  const machine = read("/etc/machine-id");
  return [machine ? digest(machine) : UNKNOWN, digest(boot), namespace];
}

/** Two containers on two kernels may have one machine id, from their image; first namespaces are the machines' own. */
function isOfEarlierBoot(machine: string | undefined, namespace: string): boolean {
  return machine !== UNKNOWN && namespace === FIRST_PID_NAMESPACE && PLACE[2] === FIRST_PID_NAMESPACE;
}

/** A namespace lives for as long as its first process: from the first namespace of all, root sees every one. */
function isGone(namespace: string): boolean {
  if (PLACE[2] !== FIRST_PID_NAMESPACE || process.getuid?.() !== 0 || !procIsOurs()) return false;
  return !processIds().some((pid) => namespaceOf(pid, "pid") === namespace && startOf(pid) !== ENDED);
}

function hasEnded(pid: number, start: string): boolean {
  const found = procIsOurs() ? startOf(String(pid)) : undefined;
  return found === undefined || start === UNKNOWN || start === "" ? !exists(pid) : found !== start;
}

/** False where /proc shows another namespace than the one that this process is in (`unshare --pid` alone does that). */
export function procIsOurs(): boolean {
  return PLACE.length === 1 || link("/proc/self") === String(process.pid);
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
 * Linux: field 22 of /proc/PID/stat (clock ticks since boot; other time namespaces count otherwise); elsewhere what `ps`
 * says. Undefined when there is no such process, and also where that cannot be seen: Windows has no `ps`, and /proc may
 * hide the processes of others.
 */
function startOf(pid: string): string | undefined {
  if (process.platform !== "linux") return startByPs(pid === "self" ? String(process.pid) : pid);
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined || (namespaceOf("self", "time") ?? FIRST_TIME_NAMESPACE) !== FIRST_TIME_NAMESPACE) return;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? ENDED : fields[19];
}

function startByPs(pid: string): string | undefined {
  try {
    const said = execFileSync("ps", ["-o", "lstart=", "-p", pid], { encoding: "utf8" });
    return said.toLowerCase().replace(/[^a-z\d]/g, "") || undefined;
  } catch {
    return undefined;
  }
}

function namespaceOf(pid: string, kind: "pid" | "time"): string | undefined {
  return /\d+/.exec(link(`/proc/${pid}/ns/${kind}`) ?? "")?.[0];
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
