import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import type { Io } from "../command-line/io.ts";
import { LAUNCHER } from "../e2e/command.ts";
import { timesNamed } from "../grading/prove.ts";
import { wrong } from "../new-lab/checks/answers/wrong.ts";
import { lab } from "../new-lab/checks/lab.ts";
import { LONGEST_NAME, newLab } from "./new-lab.ts";

const LONGEST = "a".repeat(LONGEST_NAME);

function emptyProject() {
  const root = mkdtempSync(join(tmpdir(), "new-lab-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const printed: string[] = [];
  const said: string[] = [];
  const io = { print: (line: string) => printed.push(line), say: (line: string) => said.push(line) } as unknown as Io;
  const files = () =>
    readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name).slice(root.length + 1)] : [],
    );
  return { root, io, printed, said, files };
}

test("writes three folders, says which files, and what comes next", async () => {
  const { root, io, printed, said, files } = emptyProject();
  expect(await newLab("my-app2", io, root)).toBe(0);
  expect(files().sort()).toEqual(printed);
  expect(printed).toEqual(
    expect.arrayContaining([
      "labs/my-app2/README.md",
      "labs/my-app2/app/app.py",
      "solutions/my-app2/app/Dockerfile",
      "solutions/my-app2/app/app.py",
      "solutions/my-app2/docker-compose.yml",
      "checker/labs/my-app2/lab.ts",
      "checker/labs/my-app2/my-app2/image.ts",
      "checker/labs/my-app2/answers/wrong.ts",
      "checker/labs/my-app2/answers/right.ts",
      "checker/labs/my-app2/plain.ts",
    ]),
  );
  for (const path of printed) expect(readFileSync(join(root, path), "utf8"), path).not.toMatch(/\bNAME\b|TITLE/);
  const handout = readFileSync(join(root, "labs/my-app2/README.md"), "utf8");
  expect(handout).toMatch(/^# My app2\n/);
  expect(handout).toContain("npm run check my-app2");
  expect(said.join("\n")).toContain("npm run prove my-app2");
});

test.each(["", "Hello", "2nd", "a_b", "a b", "-a", "a-", "a--b", "../a", "a/b", "é", `${LONGEST}a`])(
  "refuses the name %j",
  async (name) => {
    const { root, io, files } = emptyProject();
    await expect(newLab(name, io, root)).rejects.toThrow(`"${name}" is no name for a lab`);
    expect(files()).toEqual([]);
  },
);

test.each(["labs", "solutions", "checker/labs"])("refuses a name that %s has already", async (home) => {
  const { root, io, files } = emptyProject();
  mkdirSync(join(root, home, "taken"), { recursive: true });
  await expect(newLab("taken", io, root)).rejects.toThrow(`There is a folder ${home}/taken already`);
  expect(files()).toEqual([]);
});

test("refuses the name of a part, and that of a folder that each lab has", async () => {
  const { root, io, files } = emptyProject();
  await expect(newLab("part1", io, root)).rejects.toThrow('"part1" is a part of the lab dockercoins');
  await expect(newLab("answers", io, root)).rejects.toThrow('cannot be called "answers"');
  expect(files()).toEqual([]);
});

test.each([
  ["visits", 2, "", "There is a folder labs/visits already: choose another name."],
  ["--help", 0, "Usage: npm run new-lab [options] <name>", ""],
])("npm run new-lab %s ends with %i", async (word, code, printed, said) => {
  const command = [LAUNCHER, "checker", "new-lab", word];
  const { exitCode, stdout, stderr } = await execa(process.execPath, command, { reject: false });
  expect([exitCode, stdout.split("\n")[0], stderr]).toEqual([code, printed, said]);
});

test("every check of the skeleton that costs points is named by two wrong answers", () => {
  const times = [...timesNamed({ name: "NAME", lab }, wrong).values()];
  expect(times.length).toBeGreaterThan(0);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(2);
});
