import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, rmdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { removeAsRoot } from "./remove-folder.ts";

const { env } = process;
const docker = connect(env);

beforeAll(() => ensureReady({ env, say: () => {}, images: ["redis:latest"] }), 600_000);

test("what is named goes, whatever its rights; what it links to and what is not named stay; no container is left", async () => {
  const folder = await mkdtemp(join(tmpdir(), "remove-test-"));
  await writeFile(join(folder, "stays"), "");
  await mkdir(join(folder, "goes/deep"), { recursive: true });
  await symlink("../stays", join(folder, "goes/link"));
  await chmod(join(folder, "goes/deep"), 0);
  await chmod(join(folder, "goes"), 0o500);
  const label = `test.remove=${randomBytes(4).toString("hex")}`;
  const [key = "", value = ""] = label.split("=");
  expect(await removeAsRoot(docker, folder, ["goes", "-absent"], { [key]: value })).toBe(true);
  expect(await readdir(folder)).toEqual(["stays"]);
  expect(await docker.listContainers({ all: true, filters: { label: [label] } })).toEqual([]);
  expect(await removeAsRoot(docker, folder, ["stays"], { [key]: value })).toBe(true);
  expect(await readdir(folder)).toEqual([]);
  await rmdir(folder);
});

test("a folder that the engine's machine does not have is not removed, and nothing is made in its place", async () => {
  const absent = join(tmpdir(), `remove-test-${randomBytes(4).toString("hex")}`);
  expect(await removeAsRoot(docker, absent, ["x"], { "test.remove": "absent" })).toBe(false);
  await expect(readdir(absent)).rejects.toThrow(/ENOENT/);
});
