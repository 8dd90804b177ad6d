import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GraderError } from "../core/errors.ts";
import { copySubmission } from "./copy.ts";
import { notCopied } from "./tree.ts";

const NOBODY = 65534;

let home: string;
let from: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "unreadable-test-"));
  from = join(home, "submission");
  await mkdir(join(from, "closed"), { recursive: true });
  await writeFile(join(from, "fine"), "text");
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Root reads everything: the copy is then made as somebody who may not. */
async function copyAsSomebody() {
  await chmod(home, 0o777);
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(NOBODY);
  try {
    return await copySubmission(from, join(home, "copy"));
  } finally {
    if (root) process.seteuid?.(0);
  }
}

test.runIf(process.platform !== "win32")("what may not be read is left out, and the rest is copied", async () => {
  await writeFile(join(from, "secret"), "text");
  await chmod(join(from, "secret"), 0);
  await chmod(join(from, "closed"), 0);
  const left = await copyAsSomebody();
  expect([...left].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: "closed", code: "unreadable", error: "EACCES", isFolder: true },
    { path: "secret", code: "unreadable", error: "EACCES", isFolder: false },
  ]);
  expect(await readdir(join(home, "copy"))).toEqual(["fine"]);
});

test.runIf(process.platform === "linux")("a name that is no text is left out", async () => {
  await writeFile(Buffer.concat([Buffer.from(`${from}/caf`), Buffer.from([0xe9])]), "text");
  expect(await copySubmission(from, join(home, "copy"))).toEqual([
    { path: "caf\ufffd", code: "unreadable", error: "ENOENT", isFolder: false },
  ]);
});

test("a path that is too long in the copy is left out", async () => {
  let path = from;
  while (path.length < 3700) path = join(path, "x".repeat(200));
  await mkdir(path, { recursive: true });
  await symlink(".", join(path, "link"));
  const [left, ...more] = await copySubmission(from, join(home, "y".repeat(200), "y".repeat(200), "y".repeat(200)));
  expect(left).toMatchObject({ code: "unreadable", error: "ENAMETOOLONG" });
  expect(more).toEqual([]);
});

test("a full disk is our problem, not the student's", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  expect(() => notCopied(full, false)).toThrow(GraderError);
  expect(() => notCopied(full, false)).toThrow(expect.objectContaining({ code: "NO_SPACE" }));
  expect(notCopied(Object.assign(new Error(), { code: "EACCES" }), false)).toEqual({
    code: "unreadable",
    error: "EACCES",
    isFolder: false,
  });
  expect(() => notCopied(new TypeError("bug"), false)).toThrow(TypeError);
});
