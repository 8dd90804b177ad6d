import { execFileSync } from "node:child_process";
import type { Stats } from "node:fs";
import {
  appendFile,
  chmod,
  lchown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Budgets, MOST_BYTES, MOST_DEPTH, MOST_FILE_BYTES, MOST_FILES } from "./budget.ts";
import { copySubmission } from "./copy.ts";
import { filesOf } from "./given.ts";

let home: string;
let from: string;
let to: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "copy-test-"));
  from = join(home, "submission");
  to = join(home, "deep", "copy");
  await mkdir(from);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(from, path, ".."), { recursive: true });
  await writeFile(join(from, path), text);
}

const copied = () => filesOf(to, ["."]).then((files) => files.map((file) => file.slice(2)));
const reasons = async () => Object.fromEntries((await copySubmission(from, to)).map(({ path, code }) => [path, code]));

test("copies files and folders, empty ones too, and leaves the original alone", async () => {
  await put("rng/Dockerfile", "FROM python");
  await put(".dockerignore", "");
  await mkdir(join(from, "empty"));
  expect(await copySubmission(from, to)).toEqual([]);
  expect(await copied()).toEqual([".dockerignore", "rng/Dockerfile"]);
  expect((await stat(join(to, "empty"))).isDirectory()).toBe(true);
  await appendFile(join(to, "rng/Dockerfile"), " changed");
  expect(await readFile(join(from, "rng/Dockerfile"), "utf8")).toBe("FROM python");
});

test("a script stays executable, a file that has two names becomes two files", async () => {
  await put("start.sh", "#!/bin/sh\n");
  await chmod(join(from, "start.sh"), 0o755);
  await link(join(from, "start.sh"), join(from, "again.sh"));
  await copySubmission(from, to);
  expect((await stat(join(to, "start.sh"))).mode & 0o111).toBe(0o111);
  expect((await stat(join(to, "again.sh"))).nlink).toBe(1);
});

test("drops version control and Finder's files without a word", async () => {
  await put(".git/config", "[core]");
  await put("rng/.DS_Store", "x");
  await put("rng/.gitignore", "x");
  expect(await copySubmission(from, to)).toEqual([]);
  expect(await copied()).toEqual(["rng/.gitignore"]);
});

test.each(["ümläut/日本語.txt", "new\nline/a\tb", "a b/'\"$(x)", "-rf", "#x", "C:\\x", "emoji 🐳"])(
  "keeps the name %j",
  async (name) => {
    await put(name, "text");
    expect(await copySubmission(from, to)).toEqual([]);
    expect(await copied()).toEqual([name]);
  },
);

describe("links", () => {
  beforeEach(async () => {
    await put("shared/common.txt", "text");
    await writeFile(join(home, "secret"), "secret");
    await mkdir(join(home, "submission-next"));
    await mkdir(join(from, "rng"));
  });

  test.each([
    ["a file", "rng/a", "../shared/common.txt", "../shared/common.txt"],
    ["a folder", "rng/a", "../shared", "../shared"],
    ["the folder above, a loop", "rng/a", "..", ".."],
    ["the folder that it is in", "rng/a", ".", "."],
    ["a file by another link", "rng/a", "b", "../shared/common.txt"],
  ])("to %s inside stay links, within the copy", async (_, path, target, expected) => {
    await symlink("../shared/common.txt", join(from, "rng/b"));
    await symlink(target, join(from, path));
    expect(await copySubmission(from, to)).toEqual([]);
    expect(await readlink(join(to, path))).toBe(expected);
  });

  test("to an absolute address inside lead into the copy, not back", async () => {
    await symlink(join(from, "shared"), join(from, "rng/a"));
    expect(await copySubmission(from, to)).toEqual([]);
    expect(await readlink(join(to, "rng/a"))).toBe("../shared");
  });

  test.each(["../../secret", "../../../../../../../../etc/passwd", "/etc", "/", "../../submission-next", "../.."])(
    "that lead out are left out: %s",
    async (target) => {
      await symlink(target, join(from, "rng/a"));
      expect(await reasons()).toEqual({ "rng/a": "link-outside" });
      expect(await copied()).toEqual(["shared/common.txt"]);
    },
  );

  test("that lead out by way of another link are left out, too", async () => {
    await symlink("../..", join(from, "rng/out"));
    await symlink("out/secret", join(from, "rng/a"));
    expect(Object.keys(await reasons()).sort()).toEqual(["rng/a", "rng/out"]);
  });

  test.each([
    ["nothing", "nowhere"],
    ["itself", "a"],
    ["each other", "b"],
  ])("to %s are left out", async (_, target) => {
    await symlink("a", join(from, "rng/b"));
    await symlink(target, join(from, "rng/a"));
    expect((await reasons())["rng/a"]).toBe("broken-link");
  });

  test("the submission itself may be one", async () => {
    await symlink(from, join(home, "alias"));
    expect(await copySubmission(join(home, "alias"), to)).toEqual([]);
    expect(await copied()).toEqual(["shared/common.txt"]);
  });
});

describe("limits", () => {
  test("a file may be as large as the limit, not larger", async () => {
    await put("fits", "");
    await put("large", "");
    await truncate(join(from, "fits"), MOST_FILE_BYTES);
    await truncate(join(from, "large"), MOST_FILE_BYTES + 1);
    expect(await copySubmission(from, to)).toEqual([{ path: "large", code: "file-size", bytes: MOST_FILE_BYTES + 1 }]);
    expect((await stat(join(to, "fits"))).size).toBe(MOST_FILE_BYTES);
  });

  test("all files of a service together, too, and the others lose nothing by it", async () => {
    const most = MOST_BYTES / MOST_FILE_BYTES;
    await put("worker/Dockerfile", "text");
    for (let file = 0; file <= most; file++) {
      await put(`rng/file ${file}`, "");
      await truncate(join(from, `rng/file ${file}`), MOST_FILE_BYTES);
    }
    expect(await copySubmission(from, to, ["rng", "worker"])).toEqual([
      { path: `rng/file ${most}`, code: "total-size" },
    ]);
    expect(await copied()).toContain("worker/Dockerfile");
  });

  test("there may not be too many files, folders and links; what is filled by programs is the first to be left out", async () => {
    await mkdir(join(from, "webui/node_modules/deep"), { recursive: true });
    const make = (index: number) => {
      const path = join(from, "webui/node_modules/deep", String(index));
      if (index % 3 === 0) return mkdir(path);
      return index % 3 === 1 ? writeFile(path, "") : symlink(".", path);
    };
    for (let index = 0; index < MOST_FILES; index++) await make(index);
    for (const path of ["webui/zzz/file", "webui/Dockerfile", "worker/worker.py", "notes"]) await put(path, "text");
    expect(await copySubmission(from, to, ["webui", "worker"])).toEqual([
      { path: "webui/node_modules", code: "file-count" },
    ]);
    for (const path of ["webui/zzz/file", "webui/Dockerfile", "worker/worker.py", "notes"])
      expect(await readFile(join(to, path), "utf8")).toBe("text");
  });

  test("far too many things beside the service folders are told as one", async () => {
    await put("rng/Dockerfile", "text");
    for (let index = 0; index < MOST_FILES + 300; index++) await writeFile(join(from, String(index)), "");
    expect(await copySubmission(from, to, ["rng"])).toEqual([{ path: ".", code: "file-count" }]);
    expect(await readFile(join(to, "rng/Dockerfile"), "utf8")).toBe("text");
  });

  test("what is left out counts, too: no list of it is without end", () => {
    const budgets = new Budgets(["rng"]);
    const large = { isFile: () => true, size: MOST_FILE_BYTES + 1 } as Stats;
    const codes = Array.from({ length: 2 * MOST_FILES }, (_, index) => budgets.refuses(`rng/${index}`, large)?.code);
    expect(codes.filter((code) => code === "file-size").length).toBe(MOST_FILES);
    expect(budgets.leftOut()).toEqual([{ path: "rng", code: "file-count" }]);
  });

  test("folders may not be too deep", async () => {
    await mkdir(join(from, ...Array<string>(MOST_DEPTH + 5).fill("d")), { recursive: true });
    expect((await copySubmission(from, to)).map(({ code }) => code)).toEqual(["depth"]);
  });
});

test("modes are kept, but no program becomes its owner for whoever starts it", async () => {
  await put("data/private", "text");
  await put("run", "text");
  await chmod(join(from, "data/private"), 0o400);
  await chmod(join(from, "data"), 0o700);
  await chmod(join(from, "run"), 0o6755);
  await copySubmission(from, to);
  const mode = async (path: string) => ((await stat(join(to, path))).mode & 0o7777).toString(8);
  expect([await mode("data"), await mode("data/private"), await mode("run")]).toEqual(["700", "600", "755"]);
});

test.runIf(process.getuid?.() === 0)("owners are kept, of folders, files and links", async () => {
  await put("data/file", "text");
  await symlink("file", join(from, "data/link"));
  for (const path of ["data", "data/file", "data/link"]) await lchown(join(from, path), 999, 998);
  await copySubmission(from, to);
  for (const path of ["data", "data/file", "data/link"])
    expect(await lstat(join(to, path))).toMatchObject({ uid: 999, gid: 998 });
});

test("holes stay holes, and bytes stay where they were", async () => {
  const size = 8 * 1024 * 1024 + 5;
  await put("hole", "begin");
  await truncate(join(from, "hole"), size);
  await appendFile(join(from, "hole"), "end");
  await copySubmission(from, to);
  const [right, found] = await Promise.all([readFile(join(from, "hole")), readFile(join(to, "hole"))]);
  expect(found.equals(right)).toBe(true);
  expect((await stat(join(to, "hole"))).blocks * 512).toBeLessThan(4 * 1024 * 1024);
});

test("what is no file is left out, and nobody waits for it", async () => {
  execFileSync("mkfifo", [join(from, "pipe")]);
  expect(await reasons()).toEqual({ pipe: "special-file" });
});
