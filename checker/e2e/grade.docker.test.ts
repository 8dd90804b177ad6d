import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { Gradebook } from "../classroom/gradebook.ts";
import { contents, zipOf } from "../classroom/hand-in/testing.ts";
import { connect } from "../engine/connect.ts";
import { answersOf } from "../grading/prove.ts";
import { Draft, type WrongAnswer } from "../kit/answers/answers.ts";
import { labs } from "../labs/catalogue.ts";
import { CheckCommand, REFERENCE, ROOT, temporaryFolder } from "./command.ts";
import { ownedBy } from "./engine.ts";

const docker = connect(process.env);

/** Wrong answers of part1 that are quickly judged, with what they declare. */
async function wrongAnswers(...titles: readonly string[]): Promise<readonly WrongAnswer[]> {
  const lab = (await labs()).find(({ name }) => name === "dockercoins");
  if (lab === undefined) throw new Error("no dockercoins");
  const { wrong } = await answersOf(lab);
  return titles.map(
    (title) => wrong.find((answer) => answer.title === title) ?? expect.fail(`no wrong answer "${title}"`),
  );
}

test("a class is graded through a kill -9, each once, and each gets what its answer declares", async () => {
  await using tmp = await temporaryFolder();
  const [bob, carl] = await wrongAnswers("rng: no Dockerfile", "hasher: copies from a folder above");
  if (bob === undefined || carl === undefined) throw new Error("two wrong answers");
  const work = join(tmp.path, "class");
  new Draft(REFERENCE, join(work, "ada", "labs", "dockercoins"));
  bob.edit(new Draft(REFERENCE, join(work, "bob")));
  const packed = new Draft(REFERENCE, join(tmp.path, "carl"));
  carl.edit(packed);
  const entries = Object.entries(contents(packed.dir)).map(([name, content]) => ({
    name: `dockercoins/${name}`,
    content,
  }));
  new Draft(`${ROOT}labs/dockercoins`, join(work, "dora"));
  await writeFile(join(work, "carl.zip"), zipOf(...entries));
  const out = join(tmp.path, "out");
  const roster = join(tmp.path, "roster.csv");
  await writeFile(roster, "login,name\nada,Ada\nbob,Bob\ncarl,Carl\ndora,Dora\neve,Eve\n");
  const args = [work, "--part", "part1", "--out", out, "--roster", roster, "--jobs", "2"];

  const killed = new CheckCommand(args, { command: "grade" });
  await killed.said(/1\/4 /);
  killed.kill("SIGKILL");
  await killed.ended;
  const { code, stdout, stderr } = await new CheckCommand(args, { command: "grade" }).ended;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("Handed in nothing:\n  Eve\n");
  expect(await ownedBy(docker, killed.owner)).toEqual([]);
  const before = killed.stderr.match(/^\d\/4 .*/gm)?.length ?? 0;
  expect(stderr.match(/^\d\/4 .*/gm)?.length).toBe(4 - before);

  const book = Gradebook.parse(JSON.parse(await readFile(join(out, "gradebook.json"), "utf8")));
  expect(book.students.map(({ marks: [mark] }) => mark?.wrong.map(({ check }) => check))).toEqual([
    [],
    [bob.fails],
    [carl.fails],
    expect.arrayContaining([bob.fails]),
    [],
  ]);
  const rows = parse(await readFile(join(out, "gradebook.csv")), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ total }) => total)).toEqual(["100", expect.anything(), expect.anything(), "0", "0"]);

  const again = await new CheckCommand(args, { command: "grade" }).ended;
  expect(again.code).toBe(0);
  expect(again.stderr).not.toMatch(/\d\/4/);
});
