import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "../../core/errors.ts";
import { collect } from "./collect.ts";
import { Scratch, tgzOf, zipOf } from "./testing.ts";

const lab = { name: "dockercoins", recognisedBy: ["rng", "hasher"] };
const work = { name: "rng/Dockerfile", content: "FROM x" };

async function collected(scratch: Scratch, ...names: readonly string[]) {
  const into = join(scratch.dir, "into");
  const { submissions, passedBy } = await collect(
    names.map((name) => join(scratch.dir, name)),
    { lab, into },
  );
  return { submissions, passedBy: passedBy.map((path) => basename(path)) };
}

test("a folder with folders and archives of each student", async () => {
  using scratch = new Scratch();
  scratch.write("class/ada/rng/Dockerfile", "");
  scratch.write("class/Bob Ross/labs/dockercoins/rng/Dockerfile", "");
  scratch.write("class/carl.zip", zipOf(work));
  scratch.write("class/dora.tgz", await tgzOf({ ...work, name: "dora/dockercoins/rng/Dockerfile" }));
  scratch.write("class/eve.zip", "no zip");
  scratch.write("class/notes.txt", "");
  scratch.write("class/.DS_Store", "");
  const { submissions, passedBy } = await collected(scratch, "class");
  expect(submissions.map(({ key, dir }) => [key, dir !== undefined])).toEqual([
    ["bob-ross", true],
    ["ada", true],
    ["carl", true],
    ["dora", true],
    ["eve", false],
  ]);
  expect(submissions.at(-1)?.problem).toBe("eve.zip is no zip, tar or tar.gz archive.");
  expect(passedBy).toEqual(["notes.txt"]);
});

test("the work of single students, as a shell names it", async () => {
  using scratch = new Scratch();
  scratch.write("ada/rng/x", "");
  scratch.write("bob/labs/dockercoins/rng/x", "");
  scratch.write("carl.zip", zipOf({ ...work, name: "anything/rng/Dockerfile" }));
  const { submissions } = await collected(scratch, "ada", "bob", "carl.zip");
  expect(submissions.map(({ label }) => label)).toEqual(["ada", "bob", "carl"]);
});

test("one archive with everybody's, as Moodle exports it", async () => {
  using scratch = new Scratch();
  const inner = zipOf({ ...work, name: "dockercoins/rng/Dockerfile" }).toString("binary");
  const archive = zipOf(
    { name: "Ada Lovelace_4711_assignsubmission_file_/work.zip", content: Buffer.from(inner, "binary") },
    { name: "Bob Ross_4712_assignsubmission_file_/rng/Dockerfile" },
    { name: "Carl_4713_assignsubmission_file_letter.pdf" },
  );
  scratch.write("export.zip", archive);
  const { submissions } = await collected(scratch, "export.zip");
  expect(submissions.map(({ label, number, problem }) => [label, number, problem])).toEqual([
    ["Ada Lovelace", "4711", undefined],
    ["Bob Ross", "4712", undefined],
    ["Carl", "4713", "Carl_4713_assignsubmission_file_letter.pdf is no zip, tar or tar.gz archive."],
  ]);
});

test("one archive with everybody's, as Canvas exports it: late work is marked", async () => {
  using scratch = new Scratch();
  const content = zipOf(work);
  scratch.write(
    "submissions.zip",
    zipOf({ name: "lovelaceada_LATE_7_1_w.zip", content }, { name: "rossbob_8_2_w.zip", content }),
  );
  const { submissions } = await collected(scratch, "submissions.zip");
  expect(submissions.map(({ label, number, late }) => [label, number, late])).toEqual([
    ["lovelaceada", "7", true],
    ["rossbob", "8", false],
  ]);
});

test("clones as GitHub Classroom makes them, in an archive too", async () => {
  using scratch = new Scratch();
  scratch.write("hw1-submissions/hw1-ada/labs/dockercoins/rng/x", "");
  scratch.write("hw1-submissions/hw1-bob/labs/dockercoins/rng/x", "");
  const clones = ["ada", "bob"].map((login) => ({ name: `hw2-submissions/hw2-${login}/rng/x` }));
  scratch.write("all.tgz", await tgzOf(...clones));
  for (const source of ["hw1-submissions", "all.tgz"]) {
    const { submissions } = await collected(scratch, source);
    expect(submissions.map(({ label }) => label)).toEqual(["ada", "bob"]);
  }
});

test("an archive of a whole class is no one's, whatever folders its students use", async () => {
  using scratch = new Scratch();
  const files = ["class/ada/labs/dockercoins/rng/x", "class/bob/rng/x"];
  scratch.write("class.tgz", await tgzOf(...files.map((name) => ({ name }))));
  scratch.write(
    "clone.tgz",
    await tgzOf({ name: "w/labs/dockercoins/rng/x" }, { name: "w/solutions/dockercoins/rng/x" }),
  );
  const { submissions } = await collected(scratch, "class.tgz", "clone.tgz");
  expect(submissions.map(({ label }) => label)).toEqual(["ada", "bob", "clone"]);
});

test("what is missing or there twice is told with the paths", async () => {
  using scratch = new Scratch();
  scratch.write("class/none/readme", "");
  scratch.write("class/two/a/rng/x", "");
  scratch.write("class/two/b/rng/x", "");
  scratch.write("class/zips/a.zip", zipOf(work));
  scratch.write("class/zips/b.zip", zipOf(work));
  const { submissions } = await collected(scratch, "class");
  expect(submissions.map(({ problem }) => problem)).toEqual([
    "There is no work for dockercoins: no folder in it holds one of rng, hasher.",
    "Several folders could be the work for dockercoins: a, b. Leave only one of them.",
    "There is no work for dockercoins: no folder in it holds one of rng, hasher.",
  ]);
});

test("what was left out of an archive is told with the submission", async () => {
  using scratch = new Scratch();
  scratch.write("ada.zip", zipOf(work, { name: "../x" }));
  const { submissions } = await collected(scratch, "ada.zip");
  expect(submissions[0]?.notes).toEqual([expect.stringMatching(/^"\.\.\/x" was left out/)]);
});

test("students that are called alike are told apart, the same at the next run", async () => {
  using scratch = new Scratch();
  scratch.write("class/Ada_1_assignsubmission_file_/rng/x", "");
  scratch.write("class/Ada_2_assignsubmission_file_/rng/x", "");
  const keys = async () => (await collected(scratch, "class")).submissions.map(({ key }) => key);
  const [first, second] = await keys();
  expect(first).toMatch(/^ada-[0-9a-f]{8}$/);
  expect(second).not.toBe(first);
  expect(await keys()).toEqual([first, second]);
});

test.each([
  ["nothing at all", [], ["missing"], /There is no .*missing, or you may not read it\./],
  ["an empty folder", [], ["empty"], /There is nothing to grade in .*empty: no folders, no archives\./],
  ["a text", ["a.txt"], ["a.txt"], /a\.txt is empty: its first line/],
  ["an archive that is none", ["a.zip"], ["a.zip"], /a\.zip is no zip, tar or tar\.gz archive\./],
  [
    "the same student twice",
    ["a/ada/rng/x", "b/ada/rng/x"],
    ["a/ada", "b/ada"],
    /a\/ada and .*b\/ada have the same name/,
  ],
])("%s is refused with one sentence", async (_, files, sources, says) => {
  using scratch = new Scratch();
  mkdirSync(join(scratch.dir, "empty"));
  for (const file of files) scratch.write(file, "");
  const error = await collected(scratch, ...sources).catch((reason: Error) => reason);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(says);
});
