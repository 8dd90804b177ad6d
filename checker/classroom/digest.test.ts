import { chmodSync, renameSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf, digestOfFolder } from "./digest.ts";
import { Scratch } from "./hand-in/testing.ts";

function relink({ dir }: Scratch): void {
  unlinkSync(join(dir, "link"));
  symlinkSync("/b", join(dir, "link"));
}

const large = "x".repeat(1024 * 1024);

test.each<[string, (scratch: Scratch) => void]>([
  ["another name", (scratch) => scratch.write("b", "")],
  ["another content", (scratch) => scratch.write("a", "y")],
  ["another mode", (scratch) => chmodSync(join(scratch.dir, "a"), 0o755)],
  ["the end of a large file", (scratch) => scratch.write("large", `${large.slice(1)}y`)],
  ["a link that leads elsewhere", relink],
  ["a file that is called otherwise", (scratch) => renameSync(join(scratch.dir, "a"), join(scratch.dir, "ax"))],
])("%s gives another digest", async (_, change) => {
  using scratch = new Scratch();
  scratch.write("a", "x");
  scratch.write("large", large);
  symlinkSync("/a", join(scratch.dir, "link"));
  const before = await digestOfFolder(scratch.dir);
  expect(await digestOfFolder(scratch.dir)).toBe(before);
  change(scratch);
  expect(await digestOfFolder(scratch.dir)).not.toBe(before);
});

test("what a link leads to is never read", async () => {
  using scratch = new Scratch();
  using other = new Scratch();
  symlinkSync(other.dir, join(scratch.dir, "link"));
  const before = await digestOfFolder(scratch.dir);
  other.write("secret", "x");
  expect(await digestOfFolder(scratch.dir)).toBe(before);
});

test("no two lists of texts give the same", () => {
  expect(digestOf("ab", "c")).not.toBe(digestOf("a", "bc"));
  expect(digestOf("a")).not.toBe(digestOf("a", ""));
});
