import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../core/testing.ts";
import type { LeftOut } from "../../workspace/left-out.ts";
import { isTaken, patternsOf, sourcesIn } from "./build-takes.ts";
import { fits } from "./wildcards.ts";

test.each<[string, readonly string[]]>([
  ["COPY . .", ["."]],
  ["COPY rng.py ./more/ /app/", ["rng.py", "more"]],
  ['COPY ["a b.py", "/etc/x", "/app/"]', ["a b.py", "etc/x"]],
  ["COPY --chown=1:1 package*.json ./", ["package*.json"]],
  ["COPY --from=build /app /app", []],
  ["ADD https://example.org/x.tar /x", []],
  ["COPY <<EOF /x", []],
  ["COPY $WHAT /x", ["."]],
  ["COPY ../../x /x", ["x"]],
  ["RUN --mount=type=bind,source=req.txt,target=/r pip install", ["req.txt"]],
  ["RUN --mount=target=/src make", ["."]],
  ["RUN --mount=type=cache,target=/c make", []],
  ["RUN --mount=type=bind,from=build,target=/c make", []],
  ["ONBUILD COPY src /src", ["src"]],
])("%s takes %j", (line, sources) => {
  expect(sourcesIn(`FROM x\n${line}\n`)).toEqual(sources);
});

const many = (path: string): LeftOut => ({ path, code: "file-count" });
const takes = (left: LeftOut, sources: string[], ignore = "") => isTaken(left, sources, patternsOf(ignore));

describe("what is missing matters where a build takes it", () => {
  test.each<[string, string, string]>([
    ["node_modules", ".", ""],
    ["node_modules", ".", "*.md\n"],
    ["node_modules", ".", "node_modules\n!node_modules\n"],
    ["node_modules", "node_modules/express", ""],
    ["files/img/deep", "files", ""],
    ["files", "fil*", ""],
    ["files", "**/x", ""],
  ])("%s with COPY %s and .dockerignore %j", (path, source, ignore) => {
    expect(takes(many(path), [source], ignore)).toBe(true);
  });

  test.each<[string, string, string]>([
    ["node_modules", "files", ""],
    ["node_modules", "package*.json", ""],
    ["node_modules", ".", "node_modules\n"],
    ["node_modules", ".", "/node_modules/\r\n"],
    ["node_modules", ".", "node_modules/**"],
    ["node_modules", ".", "**/node_modules"],
    ["deep/er/node_modules", ".", "**/node_modules/"],
    ["node_modules", ".", "*\n!app.js\n"],
    ["venv", ".", "# no\n\n[u-w]env\n"],
  ])("and not %s with COPY %s and .dockerignore %j", (path, source, ignore) => {
    expect(takes(many(path), [source], ignore)).toBe(false);
  });

  test("a link out, a link to nothing and a pipe have no content to miss", () => {
    for (const code of ["link-outside", "broken-link", "special-file"] as const)
      expect(takes({ path: "venv/bin/python", code }, ["."])).toBe(false);
  });
});

test.each([
  ["a*c", "abbc", true],
  ["a*c", "ab/c", false],
  ["?", "é", true],
  ["[^a]", "b", true],
  ["[^a]", "a", false],
  ["\\*", "*", true],
  ["\\*", "x", false],
  ["**", "a/b", true],
  ["a/**/d", "a/d", true],
  ["a/**/d", "a/b/c/d", true],
  ["[", "[", true],
])("%s and %s: %s", (pattern, path, expected) => expect(fits(pattern, path)).toBe(expected));

test("no pattern takes long", () => {
  const seconds = cpuSeconds(() => {
    expect(fits(`${"a*".repeat(2000)}b`, "a".repeat(4000))).toBe(false);
    expect(fits(`${"**/a/".repeat(500)}b`, "a/".repeat(1000))).toBe(false);
  });
  expect(seconds).toBeLessThan(2);
});
