import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

test("a clone as Windows makes it has the line ends that were handed out", async () => {
  const home = await mkdtemp(join(tmpdir(), "line-ends-"));
  try {
    const clone = join(home, "clone");
    await execa("git", ["clone", "--quiet", "-c", "core.autocrlf=true", PROJECT, clone]);
    const files = await readdir(join(clone, "labs"), { recursive: true, withFileTypes: true });
    const given = files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(given.length).toBeGreaterThan(10);
    for (const file of given) expect((await readFile(file, "latin1")).includes("\r"), file).toBe(false);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
