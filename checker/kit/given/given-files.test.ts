import { lstat, mkdir, mkdtemp, readFile, readlink, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyOf, emptyIn } from "./given-files.ts";
import { isBytecodeOf, isGiven, NO_PROGRAM } from "./given-text.ts";

const given = Buffer.from(`print("given")\n${"# a line of it\n".repeat(60)}`);
const isCopy = (path: string, content: Buffer) =>
  isGiven(content, given) || isBytecodeOf(path, "rng.py", content, given);

let home: string;
let mount: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "given-files-test-")));
  mount = join(home, "mount");
  await mkdir(mount);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A link that is as long as the given code. */
function long(target: string): string {
  const rest = given.length - target.length;
  return `${dirname(target)}/${"./".repeat(Math.ceil(rest / 2))}${target.slice(dirname(target).length + 1)}`;
}

test("the given code is taken out of a copy, and stays where the container has it", async () => {
  await mkdir(join(mount, "deep"));
  await writeFile(join(mount, "deep/rng.py"), given);
  await writeFile(join(mount, "other"), "other");
  const copy = (await copyOf(mount, home)) ?? "";
  expect(await emptyIn(copy, given, isCopy)).toBe(1);
  expect(await readFile(join(copy, "deep/rng.py"))).toEqual(NO_PROGRAM);
  expect(await readFile(join(copy, "other"), "utf8")).toBe("other");
  expect(await readFile(join(mount, "deep/rng.py"))).toEqual(given);
});

test("a file that is mounted by itself", async () => {
  await writeFile(join(mount, "rng.py"), given);
  const copy = (await copyOf(join(mount, "rng.py"), home)) ?? "";
  expect(await emptyIn(copy, given, isCopy)).toBe(1);
});

test.each([
  ["the given code", "rng.py", given],
  ["a script", "rng.pyc", Buffer.from("#!/bin/sh\necho this is a program of the machine\n")],
])(
  "a link to %s of the machine is not followed, whatever it is called and however long it is",
  async (_, name, text) => {
    const outside = join(home, "outside");
    await writeFile(outside, text);
    await symlink(long(outside), join(mount, name));
    const copy = (await copyOf(mount, home)) ?? "";
    expect(await emptyIn(copy, given, isCopy)).toBe(0);
    expect(await readFile(outside)).toEqual(text);
    expect((await lstat(join(copy, name))).isSymbolicLink()).toBe(true);
    expect(await readlink(join(copy, name))).toBe(await readlink(join(mount, name)));
  },
);

test("what cannot be copied has no copy", async () => expect(await copyOf(join(home, "gone"), home)).toBeUndefined());
