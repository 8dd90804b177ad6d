import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { gradebookCsv } from "./book-csv.ts";
import { adjustmentsIn, worthsIn } from "./by-hand.ts";
import { writeTable } from "./csv.ts";
import { Gradebook } from "./gradebook.ts";
import { Scratch } from "./hand-in/testing.ts";
import { markOf } from "./marks.ts";
import { canvasCsv, moodleCsv } from "./platforms.ts";
import { Course, errored, lab, reportOf, wrong } from "./testing.ts";

test("marks survive regrading and follow what is decided by hand, without running anything", async () => {
  using course = new Course();
  course.free.outcomes.set("bob part1", async () => reportOf("part1", [undefined as never, wrong]));
  await course.grade();
  course.write(
    "out/adjustments.csv",
    "student;part;check;points;percent;reason\nbob;part1;rng: answers;15;;shown in class\nada;part1;;;-10;late\n",
  );
  course.write("out/points.csv", "part,check,points\npart1,rng: builds,50\nbonus,,40\n");
  const book = await course.grade();
  expect(course.free.asked).toEqual([]);
  const [ada, bob] = book.students;
  expect(ada?.marks[0]).toMatchObject({
    possible: 80,
    judged: 80,
    earned: 72,
    adjustments: [{ change: -8, reason: "late" }],
  });
  expect(bob?.marks[0]).toMatchObject({ judged: 50, earned: 65, adjustments: [{ check: "rng: answers", change: 15 }] });
  expect(bob?.total).toMatchObject({ earned: 65, possible: 80, extra: 40 });
  expect(readFileSync(join(course.out, "adjustments.csv"), "utf8")).toContain("shown in class");
});

test("a roster: who handed in nothing, whose group's it is, and what is nobody's", async () => {
  using course = new Course();
  const roster = course.write(
    "roster.csv",
    "id,name,group,section\n1,Ada,,A\n2,Bob,,A\n3,Carla,carl,B\n4,Max,carl,B\n5,Zoe,,B\n",
  );
  const book = await course.grade({}, roster);
  expect(book.students.map(({ name, submission, problem }) => [name, submission?.key, problem])).toEqual([
    ["Ada", "ada", undefined],
    ["Bob", "bob", undefined],
    ["Carla", "carl", undefined],
    ["Max", "carl", undefined],
    ["Zoe", undefined, undefined],
    ["dora", "dora", "Nobody in the roster is called like it."],
  ]);
  const rows = gradebookCsv(book).split("\r\n");
  expect(rows[0]).toBe(
    "id,name,group,section,submission,late,part1 (40),bonus (+20),total,possible,extra,adjusted,remarks",
  );
  expect(rows[5]).toBe("5,Zoe,,B,,,0,0,0,40,0,0,Nothing was handed in.");
  expect(new Set(book.students.map(({ key }) => key)).size).toBe(6);
});

describe("marks", () => {
  const options = { part: "part1", possible: 40, worths: [], adjustments: [] };
  const line = { line: 2, student: "*", part: "part1", check: "", reason: "r" };
  const open = { report: reportOf("part1", [wrong, errored]) };

  test("points that are given by hand decide what could not be judged; per cent decide nothing", () => {
    const given = (more: object) => markOf(open, { ...options, adjustments: [{ ...line, ...more }] });
    expect(markOf(open, options)).toMatchObject({ earned: 0, undecided: 30 });
    expect(given({ check: "rng: answers", points: 25 })).toMatchObject({ earned: 25, undecided: 0 });
    expect(given({ points: 12 })).toMatchObject({ earned: 12, undecided: 0 });
    expect(given({ check: "rng: builds", points: 5 })).toMatchObject({ earned: 5, undecided: 30 });
    expect(given({ percent: -50 })).toMatchObject({ earned: 0, undecided: 30 });
  });

  test("what was never judged is undecided, and what was not handed in is 0", () => {
    expect(markOf({ open: "no lab" }, options)).toMatchObject({ earned: 0, undecided: 40, why: "no lab" });
    expect(markOf("nothing", options)).toMatchObject({ earned: 0, undecided: 0, possible: 40 });
  });

  test("a mark never falls below 0", () => {
    const adjustments = [{ ...line, points: -100 }];
    expect(markOf({ report: reportOf("part1", []) }, { ...options, adjustments }).earned).toBe(0);
  });

  test("partial credit keeps its share when a check is worth something else", () => {
    const report = reportOf("part1", []);
    const half = { ...report, results: report.results.map((one) => ({ ...one, earned: one.points / 2 })) };
    const worths = [{ part: "part1", check: "rng: builds", points: 100 }];
    expect(markOf({ report: half }, { ...options, worths })).toMatchObject({ judged: 65, possible: 130 });
  });

  test("what went wrong is told with its code and what it cost", () => {
    expect(markOf(open, options).wrong).toEqual([
      { check: "rng: builds", code: "NO_DOCKERFILE", cause: "There is no Dockerfile.", lost: 10 },
    ]);
  });
});

describe("what an instructor writes has to be certain", () => {
  test.each([
    ["student,part,check,points,percent,reason\n,part1,,1,,x\n", /line 2: it names no student/],
    ["student,part,check,points,percent,reason\nada,part1,,1,,\n", /line 2: it gives no reason/],
    ["student,part,check,points,percent,reason\nada,part1,,,,x\n", /line 2: it needs either points or percent/],
    ["student,part,check,points,percent,reason\nada,part1,,1,5,x\n", /line 2: it needs either points or percent/],
    ["student,part,check,points,percent,reason\nada,part1,,much,,x\n", /line 2: points and percent have to be numbers/],
    ["student,part,check,points,percent,reason\nada,part9,,1,,x\n", /line 2: there is no part "part9"/],
    ["student,part,check,points,percent,reason\nada,part1,typo,1,,x\n", /line 2: part1 has no check "typo"/],
    ["student,part,points\nada,part1,1\n", /has no column "reason"/],
  ])("%j is refused", async (text, says) => {
    using scratch = new Scratch();
    scratch.write("adjustments.csv", text);
    await expect(adjustmentsIn(scratch.dir, lab.parts)).rejects.toThrow(says);
  });

  test.each([
    ["part,check,points\npart1,,\n", /line 2: it needs points/],
    ["part,check,points\npart1,,-1\n", /line 2: it needs points/],
  ])("%j is refused, too", async (text, says) => {
    using scratch = new Scratch();
    scratch.write("points.csv", text);
    await expect(worthsIn(scratch.dir, lab.parts)).rejects.toThrow(says);
  });

  test("a student whom nobody knows is told", async () => {
    using course = new Course();
    await course.grade();
    course.write("out/adjustments.csv", "student,part,points,reason\nnobody,part1,5,x\n");
    await expect(course.grade()).rejects.toThrow(/adjustments\.csv, line 2: there is no student "nobody"/);
  });
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x", "\uff1d1", "\u200b=1", "%0A"])(
  "%j is no formula in a table",
  (text) => expect(writeTable([text], [[text]])).toBe(`'${text}\r\n'${text}\r\n`),
);

test("numbers stay numbers, and a text keeps to its cell", () => {
  expect(writeTable(["a", "b"], [[-1.5, 'x,"y"\nz']])).toBe('a,b\r\n-1.5,"x,""y"" z"\r\n');
});

describe("other systems", () => {
  async function tables(roster: string) {
    using course = new Course();
    course.free.outcomes.set("bob part1", async () => reportOf("part1", [wrong]));
    course.free.outcomes.set("carl part1", async () => reportOf("part1", [errored]));
    const book = await course.grade({}, course.write("roster.csv", roster));
    const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[];
    return { canvas: read(canvasCsv(book)), moodle: read(moodleCsv(book)) };
  }

  test("Canvas gets its own columns back, extra points on top, and nothing for what is not decided", async () => {
    const { canvas } = await tables(
      "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\nAda,1,s1,ada,A\nBob,2,s2,bob,A\nCarl,3,s3,carl,B\n",
    );
    expect(canvas).toEqual([
      { Student: "    Points Possible", ID: "", "SIS User ID": "", "SIS Login ID": "", Section: "", DockerCoins: "40" },
      { Student: "Ada", ID: "1", "SIS User ID": "s1", "SIS Login ID": "ada", Section: "A", DockerCoins: "60" },
      { Student: "Bob", ID: "2", "SIS User ID": "s2", "SIS Login ID": "bob", Section: "A", DockerCoins: "50" },
      { Student: "Carl", ID: "3", "SIS User ID": "s3", "SIS Login ID": "carl", Section: "B", DockerCoins: "" },
    ]);
  });

  test("Moodle gets its own identifiers back", async () => {
    const { moodle } = await tables(
      "Identifier,Full name,Email address\nParticipant 7,Ada,ada@x.test\nParticipant 8,Carl,\n",
    );
    expect(moodle.map(({ Identifier, Grade, ...rest }) => [Identifier, Grade, rest["Maximum grade"]])).toEqual([
      ["Participant 7", "60", "40"],
      ["Participant 8", "", "40"],
    ]);
  });
});

test("the book follows its schema", async () => {
  using course = new Course();
  await course.grade();
  expect(() => Gradebook.parse(JSON.parse(readFileSync(join(course.out, "gradebook.json"), "utf8")))).not.toThrow();
});
