import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import LAYERS from "../layers.json" with { type: "json" };

// Imports point one way: layers.json says for each folder which others it may import, or which parts of others, types included.
// Tests may import all.
// The linter forbids cycles (biome.json).

const root = fileURLToPath(new URL("..", import.meta.url));
const table: Readonly<Record<string, readonly string[]>> = LAYERS;

/** The layer that a file belongs to: the longest of the table's names that it lies in. */
function layerOf(path: string): string | undefined {
  const names = Object.keys(table).filter((name) => path === name || path.startsWith(`${name}/`));
  return names.sort((a, b) => b.length - a.length)[0];
}

/** What a file imports of the project, as paths from its root. */
function importsOf(path: string, text: string): readonly string[] {
  const named = text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*"(\.{1,2}\/[^"]+)"/g);
  return [...named].map(([, specifier = ""]) => posix.join(posix.dirname(path), specifier));
}

function wrongImports(path: string, text: string): readonly string[] {
  const own = layerOf(path);
  if (own === undefined) return [`${path} lies in no layer`];
  const may = (target: string) =>
    [own, ...(table[own] ?? [])].some((name) => target === name || target.startsWith(`${name}/`));
  return importsOf(path, text)
    .filter((target) => /\.(ts|mjs|js)$/.test(target) && !may(target))
    .map((target) => `${path} must not import ${target}`);
}

test("every file lies in a layer, and imports of others only what its layer may", async () => {
  const { stdout } = await execa("git", ["ls-files", "-z", "--", "checker", "slides"], { cwd: root });
  const files = stdout.split("\0").filter((path) => /(?<!\.test)\.ts$/.test(path));
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((path) => wrongImports(path, readFileSync(`${root}/${path}`, "utf8")))).toEqual([]);
});

test("a lab asks its check context, and not the session or the engine behind it", async () => {
  const { stdout } = await execa("git", ["ls-files", "-z", "--", "checker/labs"], { cwd: root });
  const files = stdout.split("\0").filter((path) => /(?<!\.test)\.ts$/.test(path));
  expect(files.length).toBeGreaterThan(30);
  const reach = files.filter((path) => /\.session\b|"dockerode"/.test(readFileSync(`${root}/${path}`, "utf8")));
  expect(reach).toEqual([]);
});

test("docs/architecture.md shows the table as it is", () => {
  const rows = Object.entries(table).map(([name, others]) => `| ${name} | ${others.join(", ") || "nothing"} |`);
  const shown = readFileSync(`${root}/docs/architecture.md`, "utf8");
  expect(shown).toContain(["| folder | may import |", "| --- | --- |", ...rows].join("\n"));
});

test.each([
  ["checker/core/a.ts", 'import { b } from "../engine/b.ts";', false],
  ["checker/core/a.ts", 'import type { B } from "../engine/b.ts";', false],
  ["checker/core/a.ts", 'export type { B } from "../engine/deep/b.ts";', false],
  ["checker/core/a.ts", 'const { b } = await import("../engine/b.ts");', false],
  ["checker/core/deep/a.ts", 'import "../../cli.ts";', false],
  ["checker/engine/a.ts", 'import { b } from "../core/b.ts";', true],
  ["checker/commands/a.ts", 'import { b } from "../bench/b.ts";', false],
  ["checker/commands/a.ts", 'import { b } from "../../slides/b.ts";', false],
  ["slides/deep/a.ts", 'import { b } from "../../checker/kit/b.ts";', false],
  ["slides/deep/a.ts", 'import { b } from "../../checker/engine/b.ts";', true],
  ["checker/labs/deep/a.ts", 'import { b } from "../../kit/kit.ts";', true],
  ["checker/labs/deep/a.ts", 'import { b } from "../../kit/context.ts";', false],
  ["checker/labs/deep/a.ts", 'import type { B } from "../../core/errors.ts";', false],
  ["checker/new/a.ts", "", false],
])("%s: %s (%s)", (path, text, fine) => {
  expect(wrongImports(path, text).length === 0).toBe(fine);
});
