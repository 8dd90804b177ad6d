import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findLab } from "./find-lab.ts";
import { Scratch } from "./testing.ts";

const lab = { name: "dockercoins", recognisedBy: ["rng", "hasher"] };

async function found(...files: readonly string[]) {
  using scratch = new Scratch();
  for (const file of files) scratch.write(file, "");
  const place = await findLab(scratch.dir, lab);
  const inside = (path: string) => path.slice(scratch.dir.length + 1);
  return "dir" in place ? inside(place.dir) : place.candidates.map(inside);
}

test.each([
  ["the folder itself", ["rng/Dockerfile"], ""],
  ["in capitals", ["RNG/Dockerfile"], ""],
  ["a nested single folder", ["a/b/c/rng/x"], "a/b/c"],
  ["the lab's name", ["dockercoins/hasher/x"], "dockercoins"],
  [
    "a whole clone of the workshop",
    ["labs/dockercoins/rng/x", "solutions/dockercoins/rng/x", "labs/voting/vote/x"],
    "labs/dockercoins",
  ],
  ["a clone in a folder", ["repo/labs/dockercoins/rng/x", "repo/solutions/dockercoins/rng/x"], "repo/labs/dockercoins"],
  ["the one with the lab's name", ["dockercoins/rng/x", "old/rng/x"], "dockercoins"],
  ["not what packages bring along", ["node_modules/x/rng/y", "mine/rng/x"], "mine"],
  ["not below it", ["mine/rng/rng/x"], "mine"],
])("%s", async (_, files, place) => expect(await found(...files)).toBe(place));

test("two that come into question alike are both named", async () => {
  expect(await found("a/rng/x", "b/rng/x")).toEqual(["a", "b"]);
  expect(await found("a/dockercoins/rng/x", "b/dockercoins/rng/x")).toEqual(["a/dockercoins", "b/dockercoins"]);
});

test("nothing is found where nothing is, too deep, or behind a link", async () => {
  expect(await found("a/b/c")).toEqual([]);
  expect(await found(`${"d/".repeat(9)}rng/x`)).toEqual([]);
  using scratch = new Scratch();
  symlinkSync("/", join(scratch.dir, "root"));
  expect(await findLab(scratch.dir, lab)).toEqual({ candidates: [] });
});
