import { all, type Edit, replace, write } from "../../../checker/kit/answers/answers.ts";
import type { HostileWork } from "./work.ts";

export const FILE = "docker-compose.yml";
export const VALID = "compose: the file is there and valid";
export const BUILDS = "rng: the image builds";

type Case = Omit<HostileWork, "part" | "fails" | "edit" | "rule"> & { readonly rule?: string };

/** Adds keys, written as they stand in the file, to the service webui. */
export function webui(title: string, rule: string, ...lines: readonly string[]): HostileWork {
  return compose({ title, rule }, replace(FILE, "    build: webui\n", `    build: webui\n${indented(lines)}`));
}

/** Replaces the build of rng by one with these keys. */
export function building(title: string, rule: string, ...lines: readonly string[]): HostileWork {
  return compose({ title, rule }, replace(FILE, "    build: rng\n", `    build:\n${indented(lines, 6)}`));
}

/** Adds to the end of the file: top-level keys. */
export function top(title: string, rule: string, ...lines: readonly string[]): HostileWork {
  return compose({ title, rule }, adding(...lines));
}

export function adding(...lines: readonly string[]): Edit {
  return (draft) => draft.write(FILE, `${draft.read(FILE)}\n${lines.join("\n")}\n`);
}

export function compose(what: Case, ...edits: readonly Edit[]): HostileWork {
  return { part: "part2", fails: VALID, ...what, edit: all(...edits) };
}

/** Puts lines before the CMD of rng's Dockerfile. */
export function step(title: string, rule: string, ...lines: readonly string[]): HostileWork {
  const edit = replace("rng/Dockerfile", "USER nobody", `${lines.join("\n")}\nUSER nobody`);
  return { title, part: "part1", fails: BUILDS, rule, edit };
}

/** Puts a whole Dockerfile in the place of rng's. */
export function dockerfile(title: string, rule: string, ...lines: readonly string[]): HostileWork {
  return { title, part: "part1", fails: BUILDS, rule, edit: write("rng/Dockerfile", `${lines.join("\n")}\n`) };
}

function indented(lines: readonly string[], by = 4): string {
  return lines.map((line) => `${" ".repeat(by)}${line}\n`).join("");
}
