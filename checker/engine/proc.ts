import { readdirSync, readFileSync } from "node:fs";

/** Ids of the processes that are seen here. Linux only. */
export function processIds(): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

/** What is in a file that may be gone at any moment, or closed to us: empty then. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
