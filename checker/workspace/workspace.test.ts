import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { namePrefix } from "../engine/folder-name.ts";
import { ownerPrefix, thisOwner } from "../engine/owner.ts";
import { sweepWorkspaces, Workspace } from "./workspace.ts";

/** Asked only where our own rights do not suffice: there need not be an engine. */
const docker = connect({ DOCKER_HOST: "unix:///nowhere.sock" });
const notes: string[] = [];
/** A process with the id of this one, that had started at another time. */
const dead = `${ownerPrefix(process.pid)}11`;

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
  expect(notes).toEqual([]);
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await rm(home, { recursive: true, force: true });
});

const open = (restore = true, submission = join(home, "submission")) =>
  Workspace.open({
    submission,
    reference: join(home, "reference"),
    given: ["rng/rng.py"],
    restore,
    folders: ["rng"],
    docker,
    note: (text) => notes.push(text),
  });
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
  await sweepWorkspaces(docker, new Set(["1234abcd"]));
  expect(existsSync(join(workspace.dir, "rng/Dockerfile"))).toBe(true);
  // Its stack is gone: nobody needs it any more.
  await sweepWorkspaces(docker, new Set(["ffff0000"]));
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
  const folder = (owner: string) => mkdtemp(join(tmpdir(), namePrefix(owner)));
  await folder(dead);
  const unreadable = await folder(`${ownerPrefix(child.pid ?? 0)}1`);
  await mkdir(join(unreadable, "deep"));
  await chmod(join(unreadable, "deep"), 0);
  const mine = await folder(thisOwner());
  const elsewhere = await folder("elsewhere-1-1");
  await mkdir(join(tmpdir(), "workshop-somebody"));
  const file = `${namePrefix(dead)}Ab3dE6`;
  await writeFile(join(tmpdir(), file), "");
  expect(await sweepWorkspaces(docker, new Set())).toEqual([]);
  const left = (await workspaces()).filter((name) => !living.dir.includes(name));
  expect(left.sort()).toEqual([basename(mine), basename(elsewhere), "workshop-somebody", file].sort());
  expect(existsSync(living.dir)).toBe(true);
});

test("a sweep follows no link", async () => {
  await mkdir(join(home, "precious"));
  await writeFile(join(home, "precious/file"), "");
  const name = `${namePrefix(dead)}Ab3dE6`;
  await symlink(join(home, "precious"), join(tmpdir(), name));
  await sweepWorkspaces(docker, new Set());
  expect(existsSync(join(home, "precious/file"))).toBe(true);
});

test("folders that are deeper than any path goes", async () => {
  const workspace = await open();
  const deep = 'd=$(printf "%0200d" 0); for i in $(seq 50); do mkdir "$d" && cd -P "$d" || exit 1; done';
  await execa("bash", ["-c", deep], { cwd: await workspace.mounts() });
  await workspace[Symbol.asyncDispose]();
  expect(await workspaces()).toEqual([]);
});
