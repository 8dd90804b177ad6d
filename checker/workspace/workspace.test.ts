import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownerPrefix, thisOwner } from "../engine/owner.ts";
import { sweepWorkspaces, Workspace } from "./workspace.ts";

let home: string;
let before: string | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "workspace-test-"));
  before = process.env.TMPDIR;
  for (const [path, text] of [
    ["submission/rng/rng.py", "changed"],
    ["submission/rng/Dockerfile", "FROM student"],
    ["reference/rng/rng.py", "original"],
    ["tmp/keep", ""],
  ] as const) {
    await mkdir(join(home, path, ".."), { recursive: true });
    await writeFile(join(home, path), text);
  }
  // The workspaces of these tests are not those of a check that runs beside them.
  process.env.TMPDIR = join(home, "tmp");
});
afterEach(async () => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await rm(home, { recursive: true, force: true });
});

const open = (restore = true, submission = join(home, "submission")) =>
  Workspace.open({ submission, reference: join(home, "reference"), given: ["rng/rng.py"], restore });
const workspaces = async () => (await readdir(tmpdir())).filter((name) => name !== "keep");

test("holds the work with given code restored, says what was changed, and is gone afterwards", async () => {
  {
    await using workspace = await open();
    expect(workspace.changed).toEqual(["rng/rng.py"]);
    expect(workspace.leftOut).toEqual([]);
    expect(await readFile(join(workspace.dir, "rng/rng.py"), "utf8")).toBe("original");
    expect(await readFile(join(workspace.dir, "rng/Dockerfile"), "utf8")).toBe("FROM student");
    await writeFile(join(workspace.dir, "rng/Dockerfile"), "FROM us");
    await writeFile(join(await workspace.scratch(), "ours"), "");
    expect(await readdir(workspace.dir)).toEqual(["rng"]);
  }
  expect(await workspaces()).toEqual([]);
  expect(await readFile(join(home, "submission/rng/rng.py"), "utf8")).toBe("changed");
  expect(await readFile(join(home, "submission/rng/Dockerfile"), "utf8")).toBe("FROM student");
});

test("keeps changes to given code where they count", async () => {
  await using workspace = await open(false);
  expect(workspace.changed).toEqual(["rng/rng.py"]);
  expect(await readFile(join(workspace.dir, "rng/rng.py"), "utf8")).toBe("changed");
});

test("says what was left out", async () => {
  await symlink("/etc", join(home, "submission/etc"));
  await using workspace = await open();
  expect(workspace.leftOut.map(({ path }) => path)).toEqual(["etc"]);
});

test("a kept one stays for as long as its stack is there", async () => {
  const workspace = await open();
  await workspace.keep("1234abcd");
  await workspace[Symbol.asyncDispose]();
  await sweepWorkspaces(new Set(["1234abcd"]));
  expect(existsSync(join(workspace.dir, "rng/Dockerfile"))).toBe(true);
  // Without an owner, no later sweep will take it for left behind.
  expect(existsSync(join(workspace.dir, "../owner"))).toBe(false);
  // Its stack is gone: nobody needs it any more.
  await sweepWorkspaces(new Set(["ffff0000"]));
  expect(existsSync(workspace.dir)).toBe(false);
});

test("what cannot be opened leaves nothing behind", async () => {
  await expect(open(true, join(home, "absent"))).rejects.toThrow(/ENOENT/);
  expect(await workspaces()).toEqual([]);
});

test("a sweep removes what dead processes left, and nothing else", async () => {
  await using living = await open();
  const child = execa("true");
  await child;
  const folder = async (name: string, owner?: string) => {
    await mkdir(join(tmpdir(), name));
    if (owner !== undefined) await writeFile(join(tmpdir(), name, "owner"), owner);
  };
  await folder("workshop-dead", `${ownerPrefix(process.pid)}1`);
  await folder("workshop-gone", `${ownerPrefix(child.pid ?? 0)}1`);
  await folder("workshop-mine", thisOwner());
  await folder("workshop-elsewhere", "not-this-machine-1-1");
  await folder("workshop-nobody");
  await folder("another-dead", `${ownerPrefix(process.pid)}1`);
  await writeFile(join(tmpdir(), "workshop-file"), "");
  await sweepWorkspaces(new Set());
  const left = (await workspaces()).filter((name) => !living.dir.includes(name));
  expect(left.sort()).toEqual([
    "another-dead",
    "workshop-elsewhere",
    "workshop-file",
    "workshop-mine",
    "workshop-nobody",
  ]);
  expect(existsSync(living.dir)).toBe(true);
});

test("a sweep follows no link", async () => {
  await mkdir(join(home, "precious"));
  await writeFile(join(home, "precious/owner"), `${ownerPrefix(process.pid)}1`);
  await symlink(join(home, "precious"), join(tmpdir(), "workshop-link"));
  await sweepWorkspaces(new Set());
  expect(existsSync(join(home, "precious/owner"))).toBe(true);
});
