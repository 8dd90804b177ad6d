import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readInside } from "./read.ts";

let root: string;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "read-test-")), "root");
  await mkdir(join(root, "folder"), { recursive: true });
  await writeFile(join(root, "folder/file"), "text");
  await symlink("folder/file", join(root, "inside"));
  await symlink("/etc/passwd", join(root, "out"));
  await symlink("loop", join(root, "loop"));
  execFileSync("mkfifo", [join(root, "pipe")]);
});
afterEach(() => rm(join(root, ".."), { recursive: true, force: true }));

test.each(["folder/file", "inside", "folder/../inside"])("reads %s", async (path) => {
  expect(String(await readInside(root, path, 4))).toBe("text");
});

test.each([
  ["absent", { why: "absent" }],
  ["folder/file/below", { why: "absent" }],
  ["folder", { why: "no-file" }],
  ["pipe", { why: "no-file" }],
  ["out", { why: "outside" }],
  ["../root/out", { why: "outside" }],
  ["..", { why: "outside" }],
  ["/etc/passwd", { why: "outside" }],
  ["loop", { why: "absent" }],
])("does not read %s", async (path, why) => {
  expect(await readInside(root, path, 1000)).toEqual(why);
});

test("does not read more than it may", async () => {
  expect(await readInside(root, "inside", 3)).toEqual({ why: "too-large", bytes: 4 });
});
