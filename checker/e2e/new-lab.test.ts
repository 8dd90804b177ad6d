import { expect, test } from "vitest";
import { LONGEST_NAME } from "../commands/new-lab.ts";
import { projectWith } from "./new-lab.ts";

/** The linter looks at how lines are broken, and the name is in some: with the shortest and the longest. */
const NAMES = ["a", "b".repeat(LONGEST_NAME)];
const TESTS = ["labs/catalogue", "labs/given", "labs/handout", "bench/plain-of"];

test("new labs pass the linter and the tests of all labs", async () => {
  await using project = await projectWith(...NAMES);
  // Some tests, and the linter, ask git which files there are.
  await project.run("git", "init", "--quiet");
  await project.run("git", "add", ".");
  const folders = NAMES.map((name) => `checker/labs/${name}`);
  expect(await project.run("biome", "check", ...folders)).toContain("No fixes applied");
  const files = TESTS.map((test) => `checker/${test}.test.ts`);
  const options = ["--project", "unit", "--configLoader", "runner", "--reporter", "verbose"];
  const said = await project.run("vitest", "run", ...options, ...files);
  expect(said).toMatch(/Test Files {2}4 passed/);
  for (const name of NAMES) expect(said).toContain(`the handout of '${name.slice(0, 20)}`);
});
