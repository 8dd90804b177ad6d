import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "-z", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => /^(docs\/)?[\w-]+\.md$/.test(path));

test.each(pages)("%s names files and folders that there are", (page) => {
  const text = readFileSync(`${root}/${page}`, "utf8");
  const named = [...text.matchAll(/`((?:checker|docs|labs|slides|solutions|test)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  // NAME stands for any, and greeting is the lab that docs/authoring.md makes; docs/architecture.md names modules as they are
  // within the checker.
  const isThere = (path: string) =>
    /\b(?:NAME|greeting)\b/.test(path) || existsSync(root + path) || existsSync(`${root}checker/${path}`);
  expect(named.filter((path = "") => !isThere(path))).toEqual([]);
});
