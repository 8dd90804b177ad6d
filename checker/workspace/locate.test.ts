import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UsageError } from "../core/errors.ts";
import { locate } from "./locate.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "locate-test-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const find = (dir = home) => locate(dir, "coins", ["rng", "webui"]);

test("the folder with a service folder in it is the one", async () => {
  await mkdir(join(home, "webui"));
  expect(await find()).toBe(home);
});

test("a folder named after the lab in it comes first", async () => {
  await mkdir(join(home, "coins"));
  await mkdir(join(home, "rng"));
  expect(await find()).toBe(join(home, "coins"));
});

test("a link to a folder will do, a file with a service's name will not", async () => {
  await mkdir(join(home, "work/rng"), { recursive: true });
  await symlink("work", join(home, "alias"));
  expect(await find(join(home, "alias"))).toBe(join(home, "alias"));
  await writeFile(join(home, "webui"), "text");
  await writeFile(join(home, "coins"), "text");
  await expect(find()).rejects.toThrow(/holds neither/);
});

test.each([
  ["no such folder", "absent", /^There is no folder .*absent\.$/],
  ["a file", "file", /file is not a folder\. Name the folder that holds the work\.$/],
  ["a folder below a file", "file/work", /^There is no folder/],
  ["an empty folder", ".", /holds neither a folder "coins" nor any of rng, webui\. .* --in\.$/],
])("%s is wrong usage", async (_, path, said) => {
  await writeFile(join(home, "file"), "text");
  await expect(find(join(home, path))).rejects.toThrow(UsageError);
  await expect(find(join(home, path))).rejects.toThrow(said);
});
