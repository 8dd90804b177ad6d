import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyPlace } from "./mounts.ts";

let home: string;
let dir: string;
let copy: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mounts-test-"));
  dir = join(home, "workspace");
  copy = join(home, "copy");
  mkdirSync(join(dir, "a/b"), { recursive: true });
  mkdirSync(join(home, "elsewhere/b"), { recursive: true });
  for (const place of ["workspace/a/b/file", "elsewhere/file", "elsewhere/b/file"])
    writeFileSync(join(home, place), place);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** What a script may do between the moment when a place was found to be inside, and the one when it is copied. */
function becomesLink(path: string): void {
  rmSync(join(dir, path), { recursive: true });
  symlinkSync(join(home, "elsewhere"), join(dir, path));
}

test("a place is copied", async () => {
  await copyPlace(dir, "a/b", copy);
  expect(readFileSync(join(copy, "file"), "utf8")).toBe("workspace/a/b/file");
});

test.each([
  ["the place itself", "a", "a"],
  ["the place itself, deeper", "a/b", "a/b"],
  ["a folder above it", "a", "a/b"],
  ["a folder above a file", "a/b", "a/b/file"],
])("a link in the place of %s is refused, and no copy leads anywhere", async (_, link, place) => {
  becomesLink(link);
  await expect(copyPlace(dir, place, copy)).rejects.toThrow("the workspace was changed while it was mounted");
  expect(existsSync(copy)).toBe(false);
});
