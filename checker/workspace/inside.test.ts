import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placeInside } from "./inside.ts";

let home: string;
let root: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "inside-test-")));
  root = join(home, "root");
  await mkdir(join(root, "real"), { recursive: true });
  await writeFile(join(root, "file"), "");
  await symlink("real", join(root, "alias"));
  await symlink("/etc", join(root, "out"));
  await symlink("..", join(root, "up"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test.each([
  [".", "."],
  ["real", "real"],
  ["alias", "real"],
  ["alias/absent/more", "real/absent/more"],
  ["file/below", "file/below"],
  [`real/${"x".repeat(300)}`, `real/${"x".repeat(300)}`],
  ["real/../alias", "real"],
])("%s is inside", async (path, place) => {
  expect(await placeInside(root, path)).toBe(place);
  expect(await placeInside(root, join(root, path))).toBe(place);
});

test.each(["..", "../root-next", "/", "/etc", "out", "out/passwd", "out/absent", "up", "up/absent"])(
  "%s leads out",
  async (path) => {
    expect(await placeInside(root, path)).toBeUndefined();
  },
);
