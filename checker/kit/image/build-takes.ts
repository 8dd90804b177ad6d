import { posix } from "node:path";
import { planIn } from "../../dockerfile/file.ts";
import { effective, valuesOf } from "../../dockerfile/instruction.ts";
import { sourcesOf } from "../../dockerfile/settled.ts";
import { isMissed, type LeftOut } from "../../workspace/left-out.ts";
import { fits, fitsAtOrAbove } from "./wildcards.ts";

/** What a build takes of its context: patterns relative to it, `.` for all. Of what cannot be read nothing is built. */
export function sourcesIn(dockerfile: string): readonly string[] {
  const steps = planIn(dockerfile)?.stages.flatMap(({ steps }) => steps) ?? [];
  return steps.map(effective).flatMap((step) => {
    if (step.keyword === "RUN") return valuesOf(step, "mount").flatMap(mounted);
    if ((step.keyword !== "COPY" && step.keyword !== "ADD") || valuesOf(step, "from").length > 0) return [];
    return sourcesOf(step)
      .map((word) => word.replaceAll(/["']/g, ""))
      .flatMap(source);
  });
}

function source(word: string): readonly string[] {
  if (/^<<|^[a-z][a-z0-9+.-]*:\/\//i.test(word)) return [];
  if (word.includes("$")) return ["."];
  return [cleaned(word)];
}

/** `RUN --mount=...` is a bind mount of the context, when it says neither another type nor another place. */
function mounted(value: string): readonly string[] {
  const options = new Map(value.split(",").map((pair) => pair.split("=", 2) as [string, string]));
  if (options.has("from") || (options.get("type") ?? "bind") !== "bind") return [];
  return source(options.get("source") ?? options.get("src") ?? ".");
}

/** Whether a COPY of this source takes a file of the context. */
export function takes(source: string, path: string): boolean {
  return fitsAtOrAbove(cleaned(source), path);
}

/** Whether what a build makes is another thing without this; paths are relative to the context. */
export function isTaken(left: LeftOut, sources: readonly string[], ignored: readonly string[]): boolean {
  if (!isMissed(left) || isIgnored(left, ignored)) return false;
  return sources.some((pattern) => pattern === "." || fitsAtOrAbove(pattern, left.path) || reaches(pattern, left.path));
}

/** The pattern leads into the folder in which something is missing. */
function reaches(pattern: string, folder: string): boolean {
  const names = pattern.split("/");
  return names.some((name, index) => name === "**" || fits(names.slice(0, index + 1).join("/"), folder));
}

/** Patterns of a .dockerignore, in order. Source: moby/patternmatcher. */
export function patternsOf(dockerignore: string): readonly string[] {
  return dockerignore
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => (line.startsWith("!") ? `!${cleaned(line.slice(1))}` : cleaned(line)));
}

/** The line of a .dockerignore, counted from 1, that keeps a path of the context out of the build. */
export function lineThatIgnores(dockerignore: string, path: string): number | undefined {
  const at = ignoredBy(
    dockerignore.split(/\r?\n/).map((line) => patternsOf(line)[0] ?? ""),
    path,
  );
  return at === undefined ? undefined : at + 1;
}

function isIgnored({ path, code }: LeftOut, patterns: readonly string[]): boolean {
  // Of what is too much, the folder is known in which it lies.
  const inside = code === "file-count" || code === "total-size" ? `${path}/\0` : path;
  return ignoredBy(patterns, inside) !== undefined;
}

/** The last pattern that fits decides: where it is in the list, if it leaves the path out. */
function ignoredBy(patterns: readonly string[], path: string): number | undefined {
  const last = patterns.findLastIndex((pattern) => fitsAtOrAbove(pattern.replace(/^!/, ""), path));
  return last < 0 || patterns[last]?.startsWith("!") ? undefined : last;
}

function cleaned(path: string): string {
  return posix.normalize(`/${path.trim()}`).replace(/^\/|\/$/g, "") || ".";
}
