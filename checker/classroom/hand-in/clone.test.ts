import { existsSync, lstatSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { afterEach, describe, expect, test, vi } from "vitest";
import { addressesIn } from "./addresses.ts";
import { isAddress } from "./clone.ts";
import { collect } from "./collect.ts";
import { Scratch } from "./testing.ts";

afterEach(() => vi.unstubAllEnvs());

const lab = { name: "dockercoins", recognisedBy: ["rng"] };

async function repository(scratch: Scratch, name: string, prepare: (dir: string) => void): Promise<string> {
  const dir = join(scratch.dir, name);
  prepare(dir);
  const git = (...args: readonly string[]) =>
    execa("git", ["-c", "user.name=x", "-c", "user.email=x@x.test", "-c", "commit.gpgsign=false", ...args], {
      cwd: dir,
    });
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "work");
  return pathToFileURL(dir).href;
}

test("a list of addresses: each is cloned, and nothing that it brings along runs or leads out", async () => {
  using scratch = new Scratch();
  const seen = join(scratch.dir, "seen");
  const ada = await repository(scratch, "ada", (dir) => {
    scratch.write("ada/rng/Dockerfile", "FROM x\n");
    symlinkSync("/etc/passwd", join(dir, "rng/link"));
    scratch.write("ada/.gitattributes", "* filter=lfs\n");
  });
  // As somebody has it who uses LFS; what it would fetch is named by the repository.
  vi.stubEnv("GIT_CONFIG_COUNT", "1");
  vi.stubEnv("GIT_CONFIG_KEY_0", "filter.lfs.smudge");
  vi.stubEnv("GIT_CONFIG_VALUE_0", `touch ${seen}; cat`);
  const list = scratch.write("list.txt", `# the class\n${ada}\n${ada}-gone\n`);
  const { submissions } = await collect([list], { lab, into: join(scratch.dir, "into") });
  expect(submissions.map(({ label }) => label)).toEqual(["ada", "ada-gone"]);
  expect(lstatSync(join(submissions[0]?.dir ?? "", "rng/link")).isFile()).toBe(true);
  expect(existsSync(seen)).toBe(false);
  expect(submissions[1]?.problem).toMatch(/ada-gone cannot be cloned: /);
});

test("what changed in a repository is seen the next time", async () => {
  using scratch = new Scratch();
  const bob = await repository(scratch, "bob", () => scratch.write("bob/rng/Dockerfile", "FROM x\n"));
  const list = scratch.write("list.txt", bob);
  const into = join(scratch.dir, "into");
  const dir = async () => (await collect([list], { lab, into })).submissions[0]?.dir ?? "";
  expect(existsSync(join(await dir(), "rng/new"))).toBe(false);
  scratch.write("bob/rng/new", "");
  await execa("git", ["-C", join(scratch.dir, "bob"), "add", "-A"]);
  await execa("git", [
    "-C",
    join(scratch.dir, "bob"),
    "-c",
    "user.name=x",
    "-c",
    "user.email=x",
    "commit",
    "-qm",
    "more",
  ]);
  expect(existsSync(join(await dir(), "rng/new"))).toBe(true);
});

test.each(["https://github.com/a/b.git", "git@github.com:a/b", "ssh://x/y", "file:///x"])("%s is an address", (text) =>
  expect(isAddress(text)).toBe(true),
);
test.each(["ext::sh -c touch% /tmp/x", "--upload-pack=touch x", "/etc", "https://", "a b"])("%s is none", (text) =>
  expect(isAddress(text)).toBe(false),
);

describe("whose a repository is", () => {
  const labels = (text: string) => addressesIn(Buffer.from(text), "list").map(({ label }) => label);
  test.each([
    ["https://x.test/c/ada.git\nhttps://x.test/c/bob/\n", ["ada", "bob"]],
    ["https://x.test/ada/work\nhttps://x.test/bob/work\n", ["ada", "bob"]],
    ["login,repository\nada,https://x.test/1\nbob,\ncarl,https://x.test/3\n", ["ada", "carl"]],
  ])("%j", (text, found) => expect(labels(text)).toEqual(found));

  test.each([
    ["https://x.test/a\nnonsense\n", /"nonsense" is none/],
    ["login,url\nada,https://x.test/1\nbob,nonsense\n", /line 3: "nonsense" is no git address/],
    ["just,words\na,b\n", /neither a folder, nor an archive, nor a list of git addresses/],
  ])("%j is refused", (text, says) => expect(() => labels(text)).toThrow(says));
});
