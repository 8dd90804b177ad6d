import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { labs } from "./catalogue.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the repository holds of a folder: somebody who tries the lab may have more in it. */
function tracked(folder: string): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--", folder], { cwd: root, encoding: "utf8" });
  return listed.split("\0").flatMap((path) => (path === "" ? [] : [path.slice(folder.length + 1)]));
}

describe.each(await labs())("$name", ({ name, lab }) => {
  const [handedOut, reference] = [tracked(`labs/${name}`), tracked(`solutions/${name}`)];
  const isGiven = (path: string) => lab.given.some((given) => path === given || path.startsWith(`${given}/`));

  test("hands out the given code and a handout, nothing that a student writes", () => {
    expect(handedOut).toContain("README.md");
    expect(handedOut.filter((path) => !isGiven(path) && !/^[\w-]+\.(md|svg|png)$/.test(path))).toEqual([]);
  });

  test("the reference has the same given code, byte for byte, and what a student writes beside it", () => {
    expect(reference.filter(isGiven)).toEqual(handedOut.filter(isGiven));
    expect(reference.length).toBeGreaterThan(handedOut.filter(isGiven).length);
    for (const path of handedOut.filter(isGiven)) {
      const [ours, theirs] = ["labs", "solutions"].map((folder) => readFileSync(`${root}/${folder}/${name}/${path}`));
      expect(theirs?.equals(ours ?? Buffer.alloc(0)), path).toBe(true);
    }
  });
});
