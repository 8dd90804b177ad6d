import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Model } from "../../engine/compose.ts";
import type { LeftOut } from "../../workspace/left-out.ts";
import { Copied } from "./copied.ts";

const LEFT_OUT: readonly LeftOut[] = [
  { path: "rng/venv/bin/python", code: "link-outside" },
  { path: "rng/venv/lib64", code: "broken-link" },
  { path: "rng/large", code: "file-size", bytes: 50 * 1024 * 1024 },
  { path: "webui/node_modules", code: "file-count" },
  { path: "pgdata", code: "unreadable", error: "EACCES", isFolder: true },
  { path: "closed.conf", code: "unreadable", error: "EACCES", isFolder: false },
  { path: "home", code: "link-outside" },
];

let dir: string;
let notes: string[];
let copied: Copied;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "copied-test-"));
  for (const folder of ["rng/venv/bin", "webui/node_modules"]) await mkdir(join(dir, folder), { recursive: true });
  await symlink("rng", join(dir, "alias"));
  notes = [];
  copied = new Copied(dir, LEFT_OUT, (text) => notes.push(text));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const refused = (rule: string, file: string) =>
  expect.objectContaining({ code: rule, details: expect.objectContaining({ file }) });

describe("what is read by its name", () => {
  test.each([
    ["home", "folder-link-outside", "home"],
    ["home/.ssh/id", "folder-link-outside", "home"],
    ["alias/large", "folder-file-size", "rng/large"],
  ])("%s is refused when it was left out", async (path, rule, file) => {
    await expect(copied.require(path)).rejects.toEqual(refused(rule, file));
  });

  test.each(["rng", "rng/Dockerfile", "absent", "homely"])("%s may be there or not", async (path) => {
    await expect(copied.require(path)).resolves.toBeUndefined();
  });
});

describe("what a build takes", () => {
  const build = (folder: string, line: string) =>
    copied.requireBuild({ folder, name: "Dockerfile", text: `FROM x\n${line}` });

  test("is refused when something of it was left out, by way of a link too", async () => {
    await expect(build("rng", "COPY . .")).rejects.toEqual(refused("folder-file-size", "rng/large"));
    await expect(build("alias", "COPY . .")).rejects.toEqual(refused("folder-file-size", "rng/large"));
    await expect(build(".", "COPY rng /app")).rejects.toEqual(refused("folder-file-size", "rng/large"));
    await expect(build(".", "COPY pgdata /app")).rejects.toEqual(refused("folder-unreadable", "pgdata"));
  });

  test("is not what .dockerignore leaves out, and not what no COPY names", async () => {
    await expect(build("webui", "COPY package.json .")).resolves.toBeUndefined();
    await writeFile(join(dir, "webui/.dockerignore"), "node_modules\n");
    await expect(build("webui", "COPY . .")).resolves.toBeUndefined();
    await writeFile(join(dir, "webui/Dockerfile.dockerignore"), "# nothing\n");
    await expect(build("webui", "COPY . .")).rejects.toEqual(refused("folder-count", "webui/node_modules"));
  });

  test("is not known where .dockerignore is saved in an encoding that nobody reads: that is noted once", async () => {
    await mkdir(join(dir, "hasher"));
    await writeFile(join(dir, "hasher/.dockerignore"), Buffer.from("\ufeffnode_modules\n", "utf16le"));
    for (const line of ["COPY hasher.rb .", "COPY . ."]) await build("hasher", line);
    expect(notes).toEqual([
      "hasher/.dockerignore is saved in the encoding UTF-16, which Docker cannot read: nothing is left out.",
    ]);
  });

  test("is named by a build that misses a link that leads out", async () => {
    const said = 'failed to compute cache key: "/venv/bin/python" not found: not found';
    await expect(copied.requireSaid("rng", said)).rejects.toEqual(
      refused("folder-link-outside", "rng/venv/bin/python"),
    );
    await expect(copied.requireSaid("rng", "venv/bin/python: no such file")).resolves.toBeUndefined();
  });
});

describe("what is mounted", () => {
  const mount = (source: string) =>
    copied.requireMounts({ name: "x", services: { a: { volumes: [{ type: "bind", source: join(dir, source) }] } } });

  test.each([
    ["home", "folder-link-outside", "home"],
    ["closed.conf", "folder-unreadable", "closed.conf"],
    ["webui", "folder-count", "webui/node_modules"],
    ["alias", "folder-file-size", "rng/large"],
  ])("%s is refused", async (source, rule, file) => {
    await expect(mount(source)).rejects.toEqual(refused(rule, file));
  });

  test("a folder that only a container's user may read is empty, and that is said once", async () => {
    await mount("pgdata");
    await mount("pgdata");
    expect(notes).toEqual(["pgdata cannot be read here (EACCES): what mounts it got an empty folder in its place."]);
    expect(copied.notes().join("\n")).not.toContain("pgdata");
  });

  test("links out in a mounted folder lead nowhere in a container", async () => {
    await expect(mount("rng/venv")).resolves.toBeUndefined();
  });

  test("files of secrets and configs are read by their name", async () => {
    const model: Model = { name: "x", services: {}, secrets: { word: { file: join(dir, "home") } } };
    await expect(copied.requireMounts(model)).rejects.toEqual(refused("folder-link-outside", "home"));
  });
});

test("what Compose misses is named", () => {
  expect(() => copied.requireNamed("env file home not found: stat home: no such file")).toThrow(/^Refused.*home/);
  expect(() => copied.requireNamed("homely home/x")).not.toThrow();
});

test("the rest is noted, one note for each reason", async () => {
  await expect(copied.require("home")).rejects.toThrow();
  expect(copied.notes()).toEqual([
    "Not copied, and not needed: rng/venv/bin/python: it is a link that leads out of your folder.",
    "Not copied, and not needed: rng/venv/lib64: it is a link to something that does not exist.",
    "Not copied, and not needed: rng/large: it is 50 MB; the limit is 32 MB.",
    "Not copied, and not needed: webui/node_modules: it holds more than 20000 files and folders.",
    "Not copied, and not needed: pgdata: it cannot be read (EACCES); closed.conf: it cannot be read (EACCES).",
  ]);
});

test("many of a kind are not all named", () => {
  const links = Array.from({ length: 9 }, (_, index): LeftOut => ({ path: `l${index}`, code: "broken-link" }));
  const [note, ...others] = new Copied(dir, links, () => undefined).notes();
  expect(note).toMatch(/^Not copied, .*: l0: .*; l1: .*; l2: [^;]*, and 6 more of this kind\.$/);
  expect(others).toEqual([]);
});

describe("what a build does not find although it is there", () => {
  const find = async (ignoring: string, source: string) => {
    await writeFile(join(dir, "webui/.dockerignore"), ignoring);
    await writeFile(join(dir, "webui/package.json"), "{}");
    return (await copied.ignoredIn({ folder: "webui", name: "Dockerfile" }))(source);
  };
  const found = { path: "webui/package.json", file: "webui/.dockerignore" };

  test.each([
    ["package.json", "package.json", 1],
    ["# ours\n\n*.json\n", "package*.json", 3],
    ["*\n!server.js\n", "/package.json", 1],
  ])("%j keeps out what COPY %s names", async (ignoring, source, line) => {
    expect(await find(ignoring, source)).toEqual({ ...found, line });
  });

  test.each([
    ["*.json\n!package.json", "package.json"],
    ["*.json", "server.js"],
    ["", "package.json"],
  ])("%j is not why COPY %s fails", async (ignoring, source) => {
    expect(await find(ignoring, source)).toBeUndefined();
  });
});
