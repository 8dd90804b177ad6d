import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const lines = (count: number) => Array.from({ length: count }, (_, line) => `export const line${line} = 1;\n`).join("");

/** Files, and the rule that each breaks; nothing where a file may do so. */
const PLANTED: Readonly<Record<string, readonly [text: string, rule?: string]>> = {
  "checker/kit/console.ts": ['export const say = () => console.error("planted");\n', "noConsole"],
  "checker/kit/environment.ts": ["export const home = process.env.HOME;\n", "noProcessEnv"],
  "checker/kit/default.ts": ["const planted = 1;\nexport default planted;\n", "noDefaultExport"],
  "checker/kit/builtin.ts": [
    'import { readFileSync } from "fs";\n\nexport const read = readFileSync;\n',
    "useNodejsImportProtocol",
  ],
  "checker/kit/long.ts": [lines(251), "noExcessiveLinesPerFile"],
  "checker/kit/fits.ts": [lines(250)],
  "checker/kit/cycle-a.ts": ['import type { B } from "./cycle-b.ts";\n\nexport type A = B | 1;\n', "noImportCycles"],
  "checker/kit/cycle-b.ts": ['import type { A } from "./cycle-a.ts";\n\nexport type B = A | 2;\n', "noImportCycles"],
  "checker/command-line/command-line.ts": ["console.error(process.env.HOME);\n"],
  "slides/say.ts": ['export const say = () => console.error("planted");\n', "noConsole"],
};

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string | { readonly file: string } };
}

test("the linter finds what breaks the house rules", async () => {
  const tree = await mkdtemp(join(tmpdir(), "lint-test-"));
  try {
    for (const [path, [text]] of Object.entries(PLANTED)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    const config = JSON.parse(await readFile(join(root, "biome.json"), "utf8")) as object;
    await writeFile(join(tree, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
    await symlink(join(root, "node_modules"), join(tree, "node_modules"));
    const biome = join(root, "node_modules/.bin/biome");
    const args = ["lint", "--reporter=json", "--max-diagnostics=none", "checker", "slides"];
    const { stdout } = await execa(biome, args, { cwd: tree, reject: false });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
    const found = diagnostics.map(({ category, location: { path } }) => [
      typeof path === "string" ? path : path.file,
      category.split("/").at(-1),
    ]);
    const planted = Object.entries(PLANTED).flatMap(([path, [, rule]]) => (rule === undefined ? [] : [[path, rule]]));
    expect(found.sort()).toEqual(planted.sort());
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
});
