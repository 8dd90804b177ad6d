import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const packageFolder = (name: string) => here(`../../node_modules/${name}`);
const LAUNCHER = ["packages", "launch", "bundle", "bundler"].map((name) => `${name}.mjs`);
const BUNDLES = "node_modules/.workshop";

/** A small project that is started in the same way: it prints its words, and what its labs and its text say. */
const PROGRAM = {
  "checker/cli.ts": `import { readdirSync, readFileSync } from "node:fs";
import { word } from "./deep/word.ts";
const labs = readdirSync(new URL("labs", import.meta.url)).map((name) => import(\`./labs/\${name}/lab.ts\`));
const said = await Promise.all(labs);
const text = readFileSync(new URL("text.txt", import.meta.url), "utf8");
console.log([word, ...said.map(({ lab }) => lab()), text, ...process.argv.slice(2)].join(" "));
`,
  "checker/deep/word.ts": 'export const word: string = "one";\n',
  "checker/labs/a/lab.ts": `import { readFileSync } from "node:fs";

export const lab = (): string => readFileSync(new URL("lab.txt", import.meta.url), "utf8");
`,
  "checker/labs/a/lab.txt": "a",
  "checker/text.txt": "text",
  "slides/cli.ts":
    'import { stackOf } from "../checker/core/stack.ts";\nfunction fail(): never {\n  throw new Error("seen");\n}\ntry {\n  fail();\n} catch (error) {\n  console.log(stackOf(error));\n}\n',
  "package.json": '{ "type": "module" }',
  "package-lock.json": '{ "packages": {} }',
  "node_modules/.package-lock.json": '{ "packages": {} }',
};

let home: string;
let root: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A package that the project has. Without tsx, what answers can only be a bundle; without esbuild, only the sources. */
function install(name: string): void {
  symlinkSync(packageFolder(name), join(root, "node_modules", name));
}

/** No npm is in reach: what it did in this project, it would do to the packages that the links lead to. */
async function start(...words: readonly string[]): Promise<string> {
  const env = { PATH: "", npm_execpath: undefined };
  const { stdout } = await execa(process.execPath, [join(root, "checker/setup/launch.mjs"), ...words], { env });
  return stdout;
}

const bundles = () => readdirSync(join(root, BUNDLES));

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "launch-"));
  root = join(home, "project");
  for (const [path, text] of Object.entries(PROGRAM)) write(path, text);
  for (const name of LAUNCHER) cpSync(here(name), join(root, "checker/setup", name));
  cpSync(here("../core/stack.ts"), join(root, "checker/core/stack.ts"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("a bundle", () => {
  beforeEach(() => install("esbuild"));

  test("gets the words, and finds beside its sources what they find", async () => {
    expect(await start("checker", "x", "y")).toBe("one a text x y");
    expect(bundles()).toHaveLength(1);
  });

  test("is of the sources as they are: changed, added, taken away, and as they were before", async () => {
    expect(await start("checker")).toBe("one a text");
    const word = join(root, "checker/deep/word.ts");
    const { atime, mtime } = statSync(word);
    write("checker/deep/word.ts", PROGRAM["checker/deep/word.ts"].replace("one", "two"));
    utimesSync(word, atime, mtime);
    expect(await start("checker"), "with its old length and times").toBe("two a text");
    write("checker/labs/b/lab.ts", 'export const lab = () => "b";\n');
    expect(await start("checker")).toBe("two a b text");
    rmSync(join(root, "checker/labs/b"), { recursive: true });
    expect(await start("checker")).toBe("two a text");
    write("checker/deep/word.ts", PROGRAM["checker/deep/word.ts"]);
    expect(await start("checker")).toBe("one a text");
    expect(bundles(), "of three states").toHaveLength(3);
  });

  test("is another one with other packages", async () => {
    await start("checker");
    write("node_modules/.package-lock.json", '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }');
    await start("checker");
    expect(bundles()).toHaveLength(2);
  });

  test("is not made again where only tests or texts have changed", async () => {
    await start("checker");
    write("checker/deep/word.test.ts", "");
    write("checker/text.txt", "words");
    expect(await start("checker")).toBe("one a words");
    expect(bundles()).toHaveLength(1);
  });

  test("works in a folder that has moved", async () => {
    await start("checker");
    renameSync(root, join(home, "moved"));
    root = join(home, "moved");
    rmSync(join(root, "node_modules/esbuild"));
    expect(await start("checker")).toBe("one a text");
  });

  test("is made once where several start at the same time", async () => {
    const said = await Promise.all(["1", "2", "3"].map((word) => start("checker", word)));
    expect(said).toEqual(["one a text 1", "one a text 2", "one a text 3"]);
    expect(bundles()).toHaveLength(1);
  });

  test("can be read by all who can read the project", async () => {
    await start("checker");
    const [bundle = ""] = bundles();
    expect(statSync(join(root, BUNDLES, bundle)).mode).toBe(statSync(root).mode);
  });

  test("takes the place of those that are older than a day", async () => {
    for (const [name, days] of Object.entries({ old: 2, young: 0.5 })) {
      mkdirSync(join(root, BUNDLES, name), { recursive: true });
      const time = Date.now() / 1000 - days * 24 * 3600;
      utimesSync(join(root, BUNDLES, name), time, time);
    }
    await start("checker");
    expect(bundles()).toHaveLength(2);
    expect(bundles()).toContain("young");
  });

  test("tells places in the sources where something was thrown", async () => {
    const stack = await start("slides");
    expect(stack).toMatch(
      /^Error: seen\n {4}at fail \(file:\S*\/slides\/cli\.ts:3:9\)\n {4}at file:\S*\/slides\/cli\.ts:6:3\n/,
    );
  });
});

describe("the sources run as they are", () => {
  beforeEach(() => install("tsx"));

  test("where there is no bundler", async () => {
    expect(await start("checker", "x")).toBe("one a text x");
    expect(bundles()).toEqual([]);
  });

  test("where no bundle can be written", async () => {
    install("esbuild");
    write(BUNDLES, "");
    expect(await start("checker", "x")).toBe("one a text x");
  });

  test("where the bundle is broken", async () => {
    install("esbuild");
    await start("checker");
    const [bundle = ""] = bundles();
    const file = join(root, BUNDLES, bundle, "checker.mjs");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
    expect(await start("checker", "x")).toBe("one a text x");
  });

  test("where they change while they are bundled", async () => {
    write("node_modules/esbuild/package.json", '{ "type": "module", "exports": "./index.js" }');
    write(
      "node_modules/esbuild/index.js",
      `import { writeFileSync } from "node:fs";
export { build };
async function build(options) {
  const { build } = await import(${JSON.stringify(`${packageFolder("esbuild")}/lib/main.js`)});
  await build(options);
  writeFileSync(${JSON.stringify(join(root, "checker/deep/word.ts"))}, 'export const word = "two";');
}`,
    );
    expect(await start("checker")).toBe("two a text");
    expect(bundles()).toEqual([]);
  });
});

test("this project can be bundled, with all labs", async () => {
  for (const name of ["checker", "slides", "labs", "tsconfig.json", "package.json", "package-lock.json"]) {
    rmSync(join(root, name), { recursive: true, force: true });
    cpSync(here(`../../${name}`), join(root, name), { recursive: true });
  }
  // Without what is in tsx, what answers can only be a bundle.
  mkdirSync(join(root, "node_modules/tsx"));
  for (const name of readdirSync(packageFolder(".")).filter((name) => !/^(\.|tsx$)/.test(name))) install(name);
  cpSync(packageFolder(".package-lock.json"), join(root, "node_modules/.package-lock.json"));
  const labs = JSON.parse(await start("checker", "check", "--list", "--json")) as readonly { name: string }[];
  expect(labs.map(({ name }) => name)).toEqual(readdirSync(join(root, "labs")).filter((name) => !name.includes(".")));
  expect(await start("slides", "--help")).toContain("Usage:");
});

test("what is imported by a computed name is a pattern, which a bundler can follow", async () => {
  const { stdout } = await execa("git", ["ls-files", "-z", "--", "checker", "slides"], { cwd: here("../..") });
  const sources = stdout.split("\0").filter((path) => /(?<!\.test)\.ts$/.test(path));
  const computed = sources.filter((path) => /\bimport\((?!"|`\.)/.test(readFileSync(here(`../../${path}`), "utf8")));
  expect(sources.length).toBeGreaterThan(300);
  expect(computed).toEqual([]);
});
