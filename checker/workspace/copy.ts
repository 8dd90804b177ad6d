import { realpathSync } from "node:fs";
import { mkdir, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Budgets, isOverBudget } from "./budget.ts";
import type { LeftOut, Reason } from "./left-out.ts";
import { copyTree, notCopied } from "./tree.ts";

/** Dropped without a word: nothing that a student writes lives there. */
const IGNORED = new Set([".git", ".DS_Store"]);
/** What programs fill, and can fill again: copied last, so that limits meet it first. */
const FILLED = new Set(["node_modules", "venv", ".venv", "env", ".env.d", "vendor", "__pycache__", ".cache", "pgdata"]);

/**
 * Copies a submission without following a link out of it; what was not copied is listed with the reason. In the copy no
 * link leads out, nothing is anything but a file, a folder or a link, and limits hold for each of the `folders`.
 */
export async function copySubmission(
  from: string,
  to: string,
  folders: readonly string[] = [],
): Promise<readonly LeftOut[]> {
  const root = await realpath(from);
  const leftOut: LeftOut[] = [];
  const budgets = new Budgets(folders);
  await mkdir(dirname(to), { recursive: true });
  await copyTree(root, to, {
    order: (names) => names.filter((name) => !IGNORED.has(name)).sort(byWeight),
    refuses: (path, found) => (path === "." ? undefined : budgets.refuses(path, found)),
    target: (at, path) => targetOf(root, at, path),
    leftOut: (path, reason) => {
      if (!isOverBudget(reason)) leftOut.push({ path, ...reason });
    },
  });
  return [...leftOut, ...budgets.leftOut()];
}

function byWeight(a: string, b: string): number {
  return Number(FILLED.has(a)) - Number(FILLED.has(b)) || (a < b ? -1 : 1);
}

/** Where a link leads in the copy, from the folder that it is in: to the same place, by no other link. */
function targetOf(root: string, at: string, path: string): string | Reason {
  let target: string;
  try {
    target = realpathSync.native(at);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return ["ENOENT", "ELOOP", "ENOTDIR"].includes(code)
      ? { code: "broken-link" }
      : notCopied(error as NodeJS.ErrnoException, false);
  }
  if (target !== root && !target.startsWith(root + sep)) return { code: "link-outside" };
  return relative(dirname(join(root, path)), target) || ".";
}
