import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { ROOT } from "./decks.ts";

// What slides/ may import of the checker, and that nobody there imports slides/.

const MAY = ["core", "engine", "setup"];
const MUST_NOT = ["workspace", "guard", "probe", "measure", "work", "labs", "report", "images", "commands"];

const importing = (path: string) => `import { planted } from "${path}";\n\nexport const imported = planted;\n`;

test("slides know the engine, and the checker does not know slides", async () => {
  const planted: Record<string, string> = {};
  for (const folder of [...MAY, ...MUST_NOT]) {
    planted[`slides/deep/imports-${folder}.ts`] = importing(`../../checker/${folder}/planted.ts`);
    planted[`checker/${folder}/imports-slides.ts`] = importing("../../slides/build.ts");
  }
  planted["slides/imports-cli.ts"] = importing("../checker/cli.ts");
  const tree = mkdtempSync(join(tmpdir(), "layers-test-"));
  try {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const config = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")) as object;
    writeFileSync(join(tree, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
    symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
    const biome = join(ROOT, "node_modules/.bin/biome");
    const { stdout } = await execa(biome, ["lint", "--reporter=json", "--max-diagnostics=none", "."], {
      cwd: tree,
      reject: false,
    });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string | { file: string } } }[];
    };
    const told = diagnostics
      .filter(({ category }) => category.endsWith("noRestrictedImports"))
      .map(({ location: { path } }) => (typeof path === "string" ? path : path.file).replace(/^\.\//, ""));
    expect([...new Set(told)].sort()).toEqual(
      [
        ...MUST_NOT.map((folder) => `slides/deep/imports-${folder}.ts`),
        "slides/imports-cli.ts",
        ...[...MAY, ...MUST_NOT].map((folder) => `checker/${folder}/imports-slides.ts`),
      ].sort(),
    );
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});
