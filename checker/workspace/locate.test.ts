import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UsageError } from "../core/errors.ts";
import { locate } from "./locate.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "locate-test-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const WORK = { recognisedBy: ["rng", "webui"], notes: ["why.md"] };

const find = (dir = home) => locate(dir, "coins", WORK).then((found) => found.dir);
const noteOn = (dir = home) => locate(dir, "coins", WORK).then(({ note }) => note);

test("the folder with a service folder in it is the one", async () => {
  await mkdir(join(home, "webui"));
  expect(await find()).toBe(home);
});

test("a folder named after the lab in it comes first", async () => {
  await mkdir(join(home, "coins"));
  await mkdir(join(home, "rng"));
  expect(await find()).toBe(join(home, "coins"));
});

describe("where both hold work", () => {
  const put = async (path: string) => {
    await mkdir(join(home, path, ".."), { recursive: true });
    await writeFile(join(home, path), "text");
  };
  beforeEach(async () => {
    for (const path of ["rng/rng.py", "coins/rng/rng.py"]) await put(path);
  });

  test("more work around an old copy of what was handed out is chosen, and that is said", async () => {
    await put("rng/Dockerfile");
    expect(await find()).toBe(home);
    expect(await noteOn()).toBe(`The work in ${home} was judged, not that in ${home}/coins: there is more work in it.`);
  });

  test("notes that the lab asks for are work, in whatever case their name is written; other texts are none", async () => {
    for (const path of ["WHY.md", "coins/README.md", "coins/more.md"]) await put(path);
    expect(await find()).toBe(home);
  });

  test("more work in the folder named after the lab is chosen", async () => {
    await put("rng/Dockerfile");
    await put("coins/rng/Dockerfile");
    await put("coins/compose.yml");
    expect(await find()).toBe(join(home, "coins"));
    expect(await noteOn()).toContain("there is more work in it");
  });

  test("of as much work, that in the folder named after the lab", async () => {
    expect(await find()).toBe(join(home, "coins"));
    expect(await noteOn()).toContain("the folder named after the lab comes first");
  });
});

test("one place alone needs no words", async () => {
  await mkdir(join(home, "coins"));
  expect(await noteOn()).toBeUndefined();
});

test("service folders in capital letters are ones", async () => {
  await mkdir(join(home, "RNG"));
  expect(await find()).toBe(home);
});

describe("a folder named after the lab that is a link", () => {
  test("is resolved when it stays inside", async () => {
    await mkdir(join(home, "mine/rng"), { recursive: true });
    await symlink("mine", join(home, "coins"));
    expect(await find()).toBe(join(home, "mine"));
  });

  test("is refused when it leads to the work of somebody else", async () => {
    const [mine, theirs] = [join(home, "mine"), join(home, "theirs")];
    await mkdir(mine);
    await mkdir(join(theirs, "rng"), { recursive: true });
    await symlink(theirs, join(mine, "coins"));
    await expect(find(mine)).rejects.toThrow(UsageError);
    await expect(find(mine)).rejects.toThrow(
      /coins is a link that leads out of .*mine: the work itself has to be in it/,
    );
    await mkdir(join(mine, "rng"));
    expect(await find(mine)).toBe(mine);
  });
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
