import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Scratch } from "../hand-in/testing.ts";
import { alikePairs } from "./alike.ts";
import { writtenIn } from "./written.ts";

const own = (name: string) =>
  `# my own way, ${name}\nFROM python:3.13-slim\nRUN mkdir -p /srv/${name} && cd /srv/${name}\nCOPY . /srv/${name}\nENV WHO=${name} PORT=80\nCMD ["python", "/srv/${name}/rng.py"]\n`;
const reference = { path: "rng/Dockerfile", text: own("reference") };

function pairs(texts: Readonly<Record<string, string>>, known = [reference]) {
  const works = new Map(Object.entries(texts).map(([key, text]) => [key, [{ path: "rng/Dockerfile", text }]]));
  return alikePairs(works, known);
}

test("two that differ in blanks, capitals and one word are shown side by side; the others are not", () => {
  const copied = own("ada").toUpperCase().replaceAll("\n", "\n\n  ").replace("PORT=80", "PORT=8080");
  const [pair, ...others] = pairs({ ada: own("ada"), bob: copied, carl: own("carl"), dora: own("dora") });
  expect(others).toEqual([]);
  expect(pair?.students).toEqual(["ada", "bob"]);
  expect(pair?.share).toBeGreaterThan(0.7);
  expect(pair?.share).toBeLessThan(1);
  expect(pair?.files).toEqual([{ path: "rng/Dockerfile", texts: [own("ada"), copied] }]);
});

test("what the reference has, what is short, and what many have is no question", () => {
  expect(pairs({ ada: reference.text, bob: reference.text })).toEqual([]);
  const short = "FROM python\nCOPY rng.py /\nCMD python rng.py\n";
  expect(pairs({ ada: short, bob: short })).toEqual([]);
  expect(pairs({ a: own("x"), b: own("x"), c: own("x") })).toHaveLength(3);
  expect(pairs({ a: own("x"), b: own("x"), c: own("x"), d: own("x") })).toEqual([]);
});

test("a file that was renamed is found, too", () => {
  const works = new Map([
    ["ada", [{ path: "a/Dockerfile", text: own("ada") }]],
    ["bob", [{ path: "b/Dockerfile", text: own("ada") }]],
  ]);
  expect(alikePairs(works, [])[0]?.files[0]?.path).toBe("a/Dockerfile and b/Dockerfile");
});

test("only what students write is compared, and nothing behind a link", async () => {
  using scratch = new Scratch();
  for (const path of [
    "rng/Dockerfile",
    "docker-compose.yml",
    "run.sh",
    "rng/rng.py",
    "rng/given.sh",
    "node_modules/x/Dockerfile",
  ])
    scratch.write(path, path);
  scratch.write("big/Dockerfile", "x".repeat(70_000));
  symlinkSync("/etc/hosts", join(scratch.dir, "link.sh"));
  const files = await writtenIn(scratch.dir, ["rng/given.sh"]);
  expect(files.map(({ path }) => path)).toEqual(["docker-compose.yml", "rng/Dockerfile", "run.sh"]);
});
