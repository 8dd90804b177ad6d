import { lstat, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changedGiven, filesOf, restoreGiven } from "./given.ts";

const GIVEN = ["rng/rng.py", "webui/files"];
const TEXTS = { "rng/rng.py": "serve()", "webui/files/index.html": "<p>", "webui/files/img/coin.svg": "<svg/>" };

let home: string;
let reference: string;
let work: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "given-test-"));
  reference = join(home, "reference");
  work = join(home, "work");
  for (const root of [reference, work]) for (const [path, text] of Object.entries(TEXTS)) await put(root, path, text);
  await put(reference, "rng/Dockerfile", "FROM reference");
  await put(work, "rng/Dockerfile", "FROM student");
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(root: string, path: string, text: string): Promise<void> {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), text);
}

const changed = () => changedGiven(reference, work, GIVEN);
const restore = () => restoreGiven(reference, work, GIVEN);

/** Given code is there as it was handed out, in folders and files of its own. */
async function isRestored(): Promise<void> {
  expect(await changed()).toEqual([]);
  for (const [path, text] of Object.entries(TEXTS)) expect(await readFile(join(work, path), "utf8")).toBe(text);
  for (const path of ["rng", "webui", "webui/files"]) expect((await lstat(join(work, path))).isDirectory()).toBe(true);
  expect((await lstat(join(work, "rng/rng.py"))).isFile()).toBe(true);
}

test("lists every file below the paths, in a fixed order", async () => {
  expect(await filesOf(reference, ["webui/files", "rng/rng.py"])).toEqual([
    "webui/files/img/coin.svg",
    "webui/files/index.html",
    "rng/rng.py",
  ]);
  await expect(filesOf(reference, ["absent"])).rejects.toThrow(/ENOENT/);
});

test("what was not touched is not called changed, and restoring changes nothing else", async () => {
  expect(await changed()).toEqual([]);
  await restore();
  await isRestored();
  expect(await readFile(join(work, "rng/Dockerfile"), "utf8")).toBe("FROM student");
});

describe("is seen as changed, and restored", () => {
  test.each([
    ["other bytes", "rng/rng.py", () => put(work, "rng/rng.py", "serve() ")],
    ["Windows' line ends", "webui/files/index.html", () => put(work, "webui/files/index.html", "<p>\r\n")],
    ["a missing file", "rng/rng.py", () => rm(join(work, "rng/rng.py"))],
    ["a folder in its place", "rng/rng.py", () => replace("rng/rng.py", (path) => mkdir(path))],
    ["a link that leads nowhere", "rng/rng.py", () => replace("rng/rng.py", (path) => symlink("nowhere", path))],
    ["a link to another file", "rng/rng.py", () => replace("rng/rng.py", (path) => symlink("Dockerfile", path))],
  ])("%s", async (_, file, change) => {
    await change();
    expect(await changed()).toEqual([file]);
    await restore();
    await isRestored();
    expect(await readFile(join(work, "rng/Dockerfile"), "utf8")).toBe("FROM student");
  });

  test.each([
    ["a missing folder", (path: string) => rm(path, { recursive: true })],
    ["a file in place of a folder", (path: string) => replace(path, (at) => writeFile(at, "text"))],
  ])("%s", async (_, change) => {
    await change(join(work, "webui/files"));
    expect(await changed()).toEqual(["webui/files/img/coin.svg", "webui/files/index.html"]);
    await restore();
    await isRestored();
  });

  test("a service folder that is a file", async () => {
    await replace("rng", (path) => writeFile(path, "text"));
    await restore();
    await isRestored();
  });
});

test("through a link that stays inside, given code is put back where it leads", async () => {
  await rename(join(work, "rng"), join(work, "real-rng"));
  await symlink("real-rng", join(work, "rng"));
  await put(work, "real-rng/rng.py", "changed");
  expect(await changed()).toEqual(["rng/rng.py"]);
  await restore();
  expect((await lstat(join(work, "rng"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(work, "real-rng/rng.py"), "utf8")).toBe("serve()");
});

test("given code of a service folder that is not there, or that was not copied, was not changed", async () => {
  await rm(join(work, "rng"), { recursive: true });
  await rm(join(work, "webui/files"), { recursive: true });
  expect(await changedGiven(reference, work, GIVEN, [{ path: "webui/files", code: "file-count" }])).toEqual([]);
});

test("a file that was added to a given folder goes", async () => {
  await put(work, "webui/files/extra.js", "text");
  await restore();
  await expect(lstat(join(work, "webui/files/extra.js"))).rejects.toThrow(/ENOENT/);
});

describe("nothing is written through a link", () => {
  let elsewhere: string;
  beforeEach(async () => {
    elsewhere = join(home, "elsewhere");
    for (const path of ["rng.py", "files/index.html", "deep/files/index.html"]) await put(elsewhere, path, "precious");
  });
  const untouched = async () => {
    expect(await filesOf(elsewhere, ["."])).toEqual(["./deep/files/index.html", "./files/index.html", "./rng.py"]);
    for (const path of await filesOf(elsewhere, ["."]))
      expect(await readFile(join(elsewhere, path), "utf8")).toBe("precious");
  };

  test.each([
    ["the file", "rng/rng.py", "elsewhere/rng.py"],
    ["the folder above it", "rng", "elsewhere"],
    ["the given folder", "webui/files", "elsewhere/files"],
    ["the folder above that", "webui", "elsewhere/deep"],
  ])("%s", async (_, path, target) => {
    await replace(path, (at) => symlink(join(home, target), at));
    await restore();
    await isRestored();
    await untouched();
  });

  test.each([
    ["webui", "elsewhere"],
    ["webui/deep", "elsewhere/deep"],
  ])("a folder further up: %s", async (path, target) => {
    await mkdir(join(work, "webui/deep/files"), { recursive: true });
    await replace(path, (at) => symlink(join(home, target), at));
    await put(reference, "webui/deep/files/index.html", "<p>");
    await restoreGiven(reference, work, ["webui/deep/files"]);
    await untouched();
    expect(await readFile(join(work, "webui/deep/files/index.html"), "utf8")).toBe("<p>");
  });
});

/** Something else in the place of a path of the work. */
async function replace(path: string, make: (path: string) => Promise<unknown>): Promise<void> {
  const at = path.startsWith("/") ? path : join(work, path);
  await rm(at, { recursive: true });
  await make(at);
}
