import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const script = fileURLToPath(new URL("packages.mjs", import.meta.url));
// No registry answers here: what tries to install fails at once.
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  npm_config_registry: "http://127.0.0.1:9/",
  npm_config_fetch_retries: "0",
};
let folder: string;
const run = () => spawnSync(process.execPath, [join(folder, "checker/setup/packages.mjs")], { env, encoding: "utf8" });

async function lock(
  version: string,
  extra: Record<string, { version: string; optional?: boolean; resolved?: string }> = {},
): Promise<void> {
  const entries = { "node_modules/a": { version, integrity: "sha512-AAAA" }, ...extra };
  const versions = Object.entries(entries).map(([path, entry]) => [path.replace("node_modules/", ""), entry.version]);
  const project = { name: "x", version: "1.0.0", dependencies: Object.fromEntries(versions) };
  const packages = { "": project, ...entries };
  await writeFile(join(folder, "package-lock.json"), JSON.stringify({ ...project, lockfileVersion: 3, packages }));
  await writeFile(join(folder, "package.json"), JSON.stringify(project));
}

async function installed(version: string): Promise<void> {
  await mkdir(join(folder, "node_modules/a"), { recursive: true });
  await writeFile(
    join(folder, "node_modules/.package-lock.json"),
    JSON.stringify({ packages: { "node_modules/a": { version } } }),
  );
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "packages-"));
  await mkdir(join(folder, "checker/setup"), { recursive: true });
  await copyFile(script, join(folder, "checker/setup/packages.mjs"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("packages that were installed by hand are taken as they are, and remembered", async () => {
  await lock("1.0.0", { "node_modules/b": { version: "1.0.0", optional: true } });
  await installed("1.0.0");
  expect(run()).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(await readFile(join(folder, "node_modules/.workshop-packages"), "utf8")).toMatch(/^[0-9a-f]{64}$/);
});

test("with the stamp of this lock file, nothing else is looked at", async () => {
  await lock("1.0.0");
  await installed("1.0.0");
  run();
  await rm(join(folder, "node_modules/a"), { recursive: true });
  expect(run()).toMatchObject({ status: 0, stderr: "" });
});

test("a changed lock file installs, and without a registry there is one clear message", async () => {
  await lock("1.0.0", { "node_modules/c": { version: "2.0.0", resolved: "http://127.0.0.1:9/c.tgz" } });
  await installed("1.0.0");
  const { status, stdout, stderr } = run();
  expect(status).toBe(3);
  expect(stdout).toBe("");
  expect(stderr).toContain("Installing the packages that package-lock.json names");
  expect(stderr).toContain("The packages could not be installed");
});

test("a folder without a lock file says so", () => {
  expect(run()).toMatchObject({ status: 3, stderr: expect.stringContaining("no package-lock.json") });
});
