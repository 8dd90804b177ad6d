import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Model } from "../../engine/compose.ts";
import { MountCopies, withCopiedMounts } from "./mounts.ts";

let home: string;
let work: string;
let copies: MountCopies;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "mounts-test-")));
  work = join(home, "work");
  await mkdir(join(work, "a/b"), { recursive: true });
  await mkdir(join(work, "real"));
  await writeFile(join(work, "real/file"), "text");
  await mkdir(join(home, "mounts"));
  copies = new MountCopies(work, async () => join(home, "mounts"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const of = (path: string) => copies.of(join(work, path));

test.each([
  ["a link", "a/b/leak", "../../real"],
  ["a link to all of the work", "a/b/leak", "../.."],
])("%s is resolved: its copy is no link", async (_, path, target) => {
  await symlink(target, join(work, path));
  const copy = await of(path);
  expect((await lstat(copy)).isDirectory()).toBe(true);
  expect(copy.startsWith(join(home, "mounts"))).toBe(true);
});

test("a path through a link leads where the engine would go", async () => {
  await symlink("../real", join(work, "a/way"));
  expect(await readFile(await of("a/way/file"), "utf8")).toBe("text");
});

test("one folder has one copy, whatever it is called; two stacks never share one", async () => {
  await symlink("real", join(work, "alias"));
  expect(await of("alias")).toBe(await of("real"));
  const others = new MountCopies(work, async () => join(home, "mounts"));
  expect(await others.of(join(work, "real"))).not.toBe(await of("real"));
});

test("a copy has a folder of its own around it, so that nothing that a container makes is its neighbour", async () => {
  expect(dirname(await of("real"))).not.toBe(dirname(await of("a")));
});

test("links in what is mounted stay as they are written", async () => {
  await symlink("../../outside", join(work, "real/leads-nowhere"));
  expect(await readlink(join(await of("real"), "leads-nowhere"))).toBe("../../outside");
});

test.runIf(process.getuid?.() === 0)(
  "modes and owners are kept: a database refuses files that are not its own",
  async () => {
    await chown(join(work, "real/file"), 999, 998);
    await chown(join(work, "real"), 999, 998);
    await chmod(join(work, "real"), 0o700);
    const copy = await of("real");
    expect(await lstat(copy)).toMatchObject({ uid: 999, gid: 998 });
    expect((await lstat(copy)).mode & 0o7777).toBe(0o700);
    expect(await lstat(join(copy, "file"))).toMatchObject({ uid: 999, gid: 998 });
  },
);

test("what is not there becomes an empty folder, below a file too", async () => {
  expect((await lstat(await of("absent/folder"))).isDirectory()).toBe(true);
  expect((await lstat(await of("real/file/below"))).isDirectory()).toBe(true);
});

test("what leads out is never copied", async () => {
  await symlink("/etc", join(work, "out"));
  await expect(of("out")).rejects.toThrow(/does not/);
});

test("mounts, configs and secrets of a model get copies; volumes and what is not there stay", async () => {
  const volume = { type: "volume", source: "data", target: "/data" };
  const bind = { type: "bind", source: join(work, "real"), target: "/real" };
  const model: Model = {
    name: "x",
    services: { rng: { volumes: [bind, volume] }, redis: {} },
    secrets: { there: { file: join(work, "real/file") }, gone: { file: join(work, "gone") }, text: null },
    configs: { text: { content: "text" }, there: { file: join(work, "real/file") } },
  };
  const made = await withCopiedMounts(model, copies);
  const file = await of("real/file");
  expect(made).toEqual({
    name: "x",
    services: { rng: { volumes: [{ ...bind, source: await of("real") }, volume] }, redis: {} },
    secrets: { there: { file }, gone: { file: join(work, "gone") }, text: null },
    configs: { text: { content: "text" }, there: { file } },
  });
});

test("folders in folders that are all mounted are copied until it is too much", async () => {
  let deep = "deep";
  for (let level = 0; level < 8; level++) deep += "/d";
  await mkdir(join(work, deep), { recursive: true });
  await writeFile(join(work, deep, "large"), "");
  await truncate(join(work, deep, "large"), 200 * 1024 * 1024);
  const all = deep.split("/").map((_, index) =>
    deep
      .split("/")
      .slice(0, index + 1)
      .join("/"),
  );
  await expect(
    (async () => {
      for (const path of all) await of(path);
    })(),
  ).rejects.toMatchObject({ code: "mounts-size" });
});
