import { execa } from "execa";
import { expect, test } from "vitest";
import { LAUNCHER } from "../e2e/command.ts";
import { labs } from "../labs/catalogue.ts";
import type { ListedLab } from "./parts.ts";

async function listed(...args: readonly string[]): Promise<readonly ListedLab[]> {
  const { stdout } = await execa(process.execPath, [LAUNCHER, "checker", "check", ...args, "--list", "--json"]);
  return JSON.parse(stdout) as readonly ListedLab[];
}

test("--list --json tells programs which labs, parts and checks there are", async () => {
  const all = await listed();
  const known = (await labs()).map(({ name, lab }) => [name, Object.keys(lab.parts)]);
  expect(all.map(({ name, parts }) => [name, parts.map((part) => part.name)])).toEqual(known);
  for (const { parts } of all)
    for (const { points, checks } of parts) {
      expect(points).toBe(100);
      expect(checks.reduce((sum, check) => sum + check.points, 0)).toBe(100);
    }
});

test("with a name it is that lab's", async () => {
  expect((await listed("bonus")).map(({ name }) => name)).toEqual(["dockercoins"]);
});
