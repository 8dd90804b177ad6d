import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Io } from "../command-line/io.ts";
import { bonus, failures } from "../report/golden/reports.ts";
import { json } from "../report/json.ts";
import { reporters } from "../report/reporters.ts";
import { terminal } from "../report/terminal.ts";
import { ioForPeople, refuseUnwritable, targetsOf, writeReports } from "./reports.ts";

vi.stubEnv("INIT_CWD", "/here");

function places(report: readonly string[], more = {}): (string | undefined)[] {
  return targetsOf({ report, ...more }).map(({ format, file }) => `${format} ${file ?? "stdout"}`);
}

test("FORMAT and FORMAT=- go to stdout, FORMAT=FILE to a file where it was typed", () => {
  expect(places(["json", "html=a.html", "terminal=/x=y.txt"])).toEqual([
    "json stdout",
    "html /here/a.html",
    "terminal /x=y.txt",
  ]);
  expect(places(["html=-"])).toEqual(["html stdout"]);
});

test("--json and --html are short forms", () => {
  expect(places([], { json: "a", html: "b" })).toEqual(places(["json=a", "html=b"]));
  expect(places([], { json: "-" })).toEqual(["json stdout"]);
  expect(places([], { json: true })).toEqual(["json stdout"]);
});

test("what is printed anyway is not printed twice", () => {
  expect(places(["terminal"])).toEqual([]);
});

test.each(["xml", "", "Json", "constructor", "=a"])("%j is no format: says which there are", (text) => {
  const list = Object.keys(reporters).join(", ");
  expect(() => places([text])).toThrow(`There is no report format "${text.split("=")[0]}". Formats: ${list}.`);
});

test.each([
  [["json="], {}, "--report json= names no file."],
  [["json", "html"], {}, "Only one report can go to stdout, not json and html."],
  [["terminal", "json"], {}, "Only one report can go to stdout, not terminal and json."],
  [["json=a"], { html: "./a" }, "Only one report can go to /here/a, not json and html."],
])("%j %j is refused", (report, more, message) => expect(() => places(report, more)).toThrow(message));

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "reports-"));
}

test("a file that cannot be written is told beforehand, in one sentence", async () => {
  const dir = await folder();
  const refused = (file: string) => refuseUnwritable(targetsOf({ json: file }));
  await expect(refused(`${dir}/no/a`)).rejects.toThrow(`${dir}/no/a cannot be written: there is no folder ${dir}/no.`);
  await expect(refused(dir)).rejects.toThrow(`${dir} cannot be written: it is a folder.`);
  await refused(`${dir}/a`);
  await refused("-");
});

async function written(report: readonly string[]): Promise<{ printed: string[]; said: string[] }> {
  const [printed, said]: [string[], string[]] = [[], []];
  const io = { print: (text: string) => printed.push(text), say: (text: string) => said.push(text) };
  await writeReports(targetsOf({ report }), [failures, bonus], io);
  return { printed, said };
}

test("all parts are in each file, which is written over; stdout gets the same text", async () => {
  const dir = await folder();
  await writeFile(`${dir}/a.txt`, "old".repeat(10_000));
  const { printed, said } = await written(["json", `json=${dir}/a.json`, `terminal=${dir}/a.txt`]);
  const expected = await json([failures, bonus]);
  expect(await readFile(`${dir}/a.json`, "utf8")).toBe(expected);
  expect(await readFile(`${dir}/a.txt`, "utf8")).toBe(terminal([failures, bonus], { colour: false, width: 80 }));
  expect(printed.map((text) => `${text}\n`)).toEqual([expected]);
  expect(said).toEqual([`Wrote ${dir}/a.json.`, `Wrote ${dir}/a.txt.`]);
});

test("a folder that is gone in the meantime is told in one sentence", async () => {
  await expect(written(["json=/no/such"])).rejects.toThrow("/no/such cannot be written (ENOENT).");
});

function heard(report: readonly string[], more: Record<string, string> = {}): string[] {
  const lines: string[] = [];
  const io: Io = {
    env: more,
    print: (text) => lines.push(`out ${text}`),
    say: (text) => lines.push(`err ${text}`),
    err: { isTTY: false, columns: 80, rows: 24, write: (text) => lines.push(`live ${text}`) },
    colour: false,
    width: 80,
  };
  const people = ioForPeople(io, targetsOf({ report }));
  people.print("::a::b");
  people.err.write("::c::d");
  return lines;
}

test("people read stdout, or stderr where stdout is a report", () => {
  expect(heard([])).toEqual(["out ::a::b", "live ::c::d"]);
  expect(heard(["terminal", "json=a"])).toEqual(["out ::a::b", "live ::c::d"]);
  expect(heard(["json"])).toEqual(["err ::a::b", "live ::c::d"]);
});

test("in a log of GitHub Actions nothing that people read is a command", () => {
  expect(heard(["github"])).toEqual(["err \\::a::b", "live \\::c::d"]);
  expect(heard([], { GITHUB_ACTIONS: "true" })).toEqual(["out \\::a::b", "live \\::c::d"]);
});
