import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";

/** What each folder of checker/ may import, as the README says; tests, bench and e2e may import everything. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  core: [],
  dockerfile: ["core"],
  engine: ["core"],
  workspace: ["core", "engine"],
  guard: ["core", "dockerfile", "engine", "workspace"],
  probe: ["core", "engine"],
  images: ["core", "engine"],
  measure: ["core", "engine", "probe"],
  work: ["core", "dockerfile", "engine", "workspace", "guard", "probe", "measure", "images"],
  labs: ["core", "dockerfile", "engine", "workspace", "guard", "probe", "measure", "images", "work"],
  report: ["core"],
  setup: ["core", "engine", "images"],
  commands: [
    "core",
    "dockerfile",
    "engine",
    "workspace",
    "guard",
    "probe",
    "measure",
    "images",
    "work",
    "labs",
    "report",
    "setup",
  ],
};
const FOLDERS = Object.keys(MAY);

const root = fileURLToPath(new URL("..", import.meta.url));
let tree: string;
let complaints: ReadonlyMap<string, readonly string[]>;

/** Files that break one rule each, and files beside them that break none. */
const planted: Record<string, string> = {};

for (const from of FOLDERS) {
  planted[`checker/${from}/planted.ts`] = "export const planted = 1;\n";
  for (const to of FOLDERS.filter((to) => to !== from))
    planted[`checker/${from}/imports-${to}.ts`] =
      `import { planted } from "../${to}/planted.ts";\n\nexport const imported = planted;\n`;
  planted[`checker/${from}/deep/imports-cli.ts`] =
    'import { planted } from "../../cli.ts";\n\nexport const imported = planted;\n';
  planted[`checker/${from}/console.ts`] = 'export const say = () => console.error("planted");\n';
  planted[`checker/${from}/environment.ts`] =
    "export const { env } = process;\nexport const home = process.env.HOME;\n";
  planted[`checker/${from}/default.ts`] = "const planted = 1;\nexport default planted;\n";
}
const lines = (count: number) => Array.from({ length: count }, (_, line) => `export const line${line} = 1;\n`).join("");
const OTHERS = {
  "checker/core/cycle-a.ts": 'import { b } from "./cycle-b.ts";\n\nexport const a = () => b;\n',
  "checker/core/cycle-b.ts": 'import { c } from "./cycle-c.ts";\n\nexport const b = () => c;\n',
  "checker/core/cycle-c.ts": 'import { a } from "./cycle-a.ts";\n\nexport const c = () => a;\n',
  "checker/core/long.ts": lines(251),
  "checker/core/fits.ts": lines(250),
  "checker/core/builtin.ts": 'import { readFileSync } from "fs";\n\nexport const read = readFileSync;\n',
  "checker/cli.ts": 'export const planted = process.env.HOME;\nconsole.error("planted");\n',
  "checker/core/imports-all.test.ts":
    'import { planted } from "../commands/planted.ts";\n\nexport const imported = planted;\n',
};
Object.assign(planted, OTHERS);

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), "layers-test-"));
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8")) as { vcs: object };
  writeFileSync(join(tree, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }, null, 2));
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  const { stdout } = await execa(
    join(root, "node_modules/.bin/biome"),
    ["lint", "--reporter=json", "--max-diagnostics=none", "checker"],
    { cwd: tree, reject: false },
  );
  complaints = read(stdout);
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string | { readonly file: string } };
}

/** The rules that each file breaks. */
function read(json: string): ReadonlyMap<string, readonly string[]> {
  const { diagnostics } = JSON.parse(json) as { diagnostics: readonly Diagnostic[] };
  const rules = new Map<string, readonly string[]>();
  for (const { category, location } of diagnostics) {
    const path = typeof location.path === "string" ? location.path : location.path.file;
    const rule = category.split("/").at(-1) ?? "";
    rules.set(path, [...new Set([...(rules.get(path) ?? []), rule])]);
  }
  return rules;
}

const broken = (path: string) => {
  expect(Object.keys(planted)).toContain(path);
  return complaints.get(path) ?? [];
};

const arrows = FOLDERS.flatMap((from) => FOLDERS.filter((to) => to !== from).map((to) => [from, to] as const));

test.each(arrows.filter(([from, to]) => !MAY[from]?.includes(to)))("%s must not import %s", (from, to) => {
  expect(broken(`checker/${from}/imports-${to}.ts`)).toEqual(["noRestrictedImports"]);
});

test.each(arrows.filter(([from, to]) => MAY[from]?.includes(to)))("%s may import %s", (from, to) => {
  expect(broken(`checker/${from}/imports-${to}.ts`)).toEqual([]);
});

test.each(FOLDERS)(
  "%s: nobody imports cli.ts, says something by himself, reads the environment, exports a default",
  (from) => {
    expect(broken(`checker/${from}/deep/imports-cli.ts`)).toEqual(["noRestrictedImports"]);
    expect(broken(`checker/${from}/console.ts`)).toEqual(["noConsole"]);
    expect(broken(`checker/${from}/environment.ts`)).toEqual(["noProcessEnv"]);
    expect(broken(`checker/${from}/default.ts`)).toEqual(["noDefaultExport"]);
    expect(broken(`checker/${from}/planted.ts`)).toEqual([]);
  },
);

test("an import cycle is seen in each of its files", () => {
  for (const file of ["a", "b", "c"]) expect(broken(`checker/core/cycle-${file}.ts`)).toEqual(["noImportCycles"]);
});

test("a file has at most 250 lines, and Node's modules are named as such", () => {
  expect(broken("checker/core/long.ts")).toEqual(["noExcessiveLinesPerFile"]);
  expect(broken("checker/core/fits.ts")).toEqual([]);
  expect(broken("checker/core/builtin.ts")).toEqual(["useNodejsImportProtocol"]);
});

test("cli.ts may do what others may not, and tests may import everything", () => {
  expect(broken("checker/cli.ts")).toEqual([]);
  expect(broken("checker/core/imports-all.test.ts")).toEqual([]);
});

test("every folder has a place in the layers", async () => {
  const { stdout } = await execa("git", ["ls-files", "-z", "--", "checker"], { cwd: root });
  const folders = new Set(stdout.split("\0").flatMap((path) => path.split("/").slice(1, -1).slice(0, 1)));
  expect([...folders].filter((folder) => !FOLDERS.includes(folder)).sort()).toEqual(["bench", "e2e"]);
});
