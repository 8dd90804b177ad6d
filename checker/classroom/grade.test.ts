import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GraderError } from "../core/errors.ts";
import { gradebookCsv } from "./book-csv.ts";
import { prepare } from "./prepare.ts";
import { Course, classFolder, Diary, errored, gradeOptions, lab, reportOf, wrong } from "./testing.ts";

const first = [
  "ada part1",
  "bob part1",
  "carl part1",
  "dora part1",
  "ada bonus",
  "bob bonus",
  "carl bonus",
  "dora bonus",
];

describe("nothing is done twice", () => {
  test("what measures comes last; an unchanged class is not judged again", async () => {
    using course = new Course();
    await course.grade();
    expect(course.free.asked).toEqual(first);
    const again = await course.grade();
    expect(course.free.asked).toEqual([]);
    expect(again.students.map(({ total }) => total.earned)).toEqual([40, 40, 40, 40]);
  });

  test.each([
    ["a changed file", (work: string) => writeFileSync(join(work, "bob/rng/Dockerfile"), "FROM other\n")],
    ["a new file", (work: string) => writeFileSync(join(work, "bob/rng/x"), "")],
    ["a changed mode", (work: string) => chmodSync(join(work, "bob/rng/Dockerfile"), 0o755)],
    ["a file that is gone", (work: string) => rmSync(join(work, "bob/rng/Dockerfile"))],
  ])("%s regrades one student", async (_, change) => {
    using course = new Course();
    await course.grade();
    change(course.work);
    await course.grade();
    expect(course.free.asked).toEqual(["bob part1", "bob bonus"]);
  });

  test("what nobody wrote changes nothing", async () => {
    using course = new Course();
    await course.grade();
    course.write("work/bob/.git/HEAD", "x");
    course.write("work/bob/rng/.DS_Store", "x");
    await course.grade();
    expect(course.free.asked).toEqual([]);
  });

  test.each([
    ["other checks", { checker: "v2" }],
    ["another network", { network: "default" as const }],
    [
      "another image",
      {
        environment: {
          ...gradeOptions(async () => reportOf("part1", [])).environment,
          images: [{ tag: "x", id: "y" }],
        },
      },
    ],
  ])("%s regrade all", async (_, more) => {
    using course = new Course();
    await course.grade();
    await course.grade(more);
    expect(course.free.asked).toHaveLength(8);
  });

  test("--again forces", async () => {
    using course = new Course();
    await course.grade();
    await course.grade({ again: /^(ada|bob)$/ });
    expect(course.free.asked.sort()).toEqual(["ada bonus", "ada part1", "bob bonus", "bob part1"]);
  });
});

describe("nothing is lost", () => {
  test("an interrupted class goes on where it was, and keeps nothing half done", async () => {
    using course = new Course();
    const stop = new AbortController();
    course.free.outcomes.set("carl part1", async () => {
      stop.abort(new GraderError("INTERRUPTED", "stop"));
      return reportOf("part1", [errored]);
    });
    await expect(course.grade({ signal: stop.signal, atOnce: 1 })).rejects.toThrow("stop");
    expect(readdirSync(join(course.out, "reports")).sort()).toEqual(["ada", "bob"]);
    course.free.outcomes.clear();
    await course.grade();
    expect(course.free.asked).toEqual(first.slice(2));
  });

  test("a report that a killed process left half written is judged again, and its draft does no harm", async () => {
    using course = new Course();
    await course.grade();
    writeFileSync(join(course.out, "reports/ada/part1.json"), '{"basis":"');
    course.write("out/reports/bob/part1.json.99.draft", '{"ba');
    await course.grade();
    expect(course.free.asked).toEqual(["ada part1"]);
  });

  test("when a report cannot be written, the class ends and says so; what was there stays", async () => {
    using course = new Course();
    mkdirSync(join(course.out, "reports"), { recursive: true });
    course.write("out/class.json", '{"version":1,"lab":"dockercoins","students":["ada"]}');
    course.write("out/reports/bob", "a file where a folder has to be");
    await expect(course.grade()).rejects.toThrow(
      /reports\/bob\/part1\.json cannot be written \(E.*\)\. What was graded is kept\./,
    );
    expect(readdirSync(join(course.out, "reports/ada"))).toEqual(["part1.json"]);
  });
});

describe("what is our fault is tried again, told apart, and never a 0", () => {
  test("once more in the same run, when all else is done", async () => {
    using course = new Course();
    let tries = 0;
    course.free.outcomes.set("ada part1", async () => reportOf("part1", tries++ === 0 ? [errored] : []));
    const diary = new Diary();
    const book = await course.grade({ watch: diary });
    expect(course.free.asked.slice(4)).toEqual(["ada bonus", "bob bonus", "carl bonus", "dora bonus", "ada part1"]);
    expect(diary.ends.filter((end) => end.startsWith("ada part1"))).toEqual(["ada part1 errored", "ada part1 passed"]);
    expect(book.students[0]?.total).toMatchObject({ earned: 40, undecided: 0 });
  });

  test.each([
    [
      "a report with an error of ours",
      async () => reportOf("part1", [wrong, errored]),
      "The engine does not answer. (ENGINE_AWAY)",
    ],
    [
      "no report at all",
      () => Promise.reject(new GraderError("NO_SPACE", "The disk is full.", "Free some.")),
      "The disk is full. (NO_SPACE)",
    ],
    ["a bug", () => Promise.reject(new Error("oops")), /oops(.|\n)*\(BUG\)/],
  ])("%s", async (_, outcome, why) => {
    using course = new Course();
    course.free.outcomes.set("ada part1", outcome);
    const book = await course.grade();
    expect(book.students[0]?.marks[0]?.undecided).toBeGreaterThan(0);
    expect(book.students[0]?.marks[0]?.why).toMatch(why);
    const [head = "", ada = ""] = gradebookCsv(book).split("\r\n");
    const cells = ada.split(",");
    expect([cells[head.split(",").indexOf("part1 (40)")], cells[head.split(",").indexOf("total")]]).toEqual(["", ""]);
    course.free.outcomes.clear();
    const mended = await course.grade();
    expect(course.free.asked).toEqual(["ada part1"]);
    expect(mended.students[0]?.total).toMatchObject({ earned: 40, undecided: 0 });
  });
});

describe("the output folder", () => {
  const files = (dir: string) => readdirSync(dir, { recursive: true }).map(String).sort();

  test("holds the book, the page, and feedback for each student", async () => {
    using course = new Course();
    await course.grade();
    expect(files(course.out)).toEqual(
      expect.arrayContaining(["gradebook.csv", "gradebook.json", "index.html", "feedback/ada.html", "feedback/ada.md"]),
    );
    expect(files(course.out).filter((name) => name.includes("draft"))).toEqual([]);
    expect(readFileSync(join(course.out, "feedback/ada.md"), "utf8")).not.toContain(course.dir);
  });

  test("of another class, of another lab, or with other files is left alone", async () => {
    using course = new Course();
    await course.grade();
    const before = files(course.out);
    const others = classFolder(join(course.dir, "others"), ["yann", "zoe"]);
    const prepared = (more: object) =>
      prepare({ sources: [course.work], lab, out: course.out, roster: undefined, ...more });
    await expect(prepared({ sources: [others] })).rejects.toThrow(
      /holds the gradebook of another class \(ada, bob, carl, \.\.\.\)/,
    );
    await expect(prepared({ lab: { ...lab, name: "voting" } })).rejects.toThrow(
      /gradebook of dockercoins, not of voting/,
    );
    await expect(prepared({ out: course.work })).rejects.toThrow(/holds other files \(ada\) and no gradebook/);
    await expect(prepared({ out: join(course.work, "ada/rng/Dockerfile") })).rejects.toThrow(
      /cannot be written to .*\(EEXIST\)/,
    );
    await expect(prepared({ roster: join(course.dir, "none.csv") })).rejects.toThrow(/There is no roster .*none\.csv/);
    expect(files(course.out)).toEqual(before);
  });
});
