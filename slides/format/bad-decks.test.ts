import { expect, test } from "vitest";
import { problemsOf, testDeck } from "../testing.ts";
import { readDeck } from "./deck.ts";
import { describe, onlyWarnings } from "./problem.ts";

/** What is told about a deck that cannot be right. */
function told(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  using deck = testDeck(files);
  return problemsOf(() => onlyWarnings(readDeck(deck.folder, deck.folder).problems)).map(describe);
}

test("a deck that is right", () => {
  expect(told({ "one.md": "# a\n---\n# b\n" })).toEqual([]);
});

test("a fence that is never closed", () => {
  expect(told({ "one.md": "# a\n\n```bash\nls\n---\n# b\n" })).toEqual([
    "one.md:3: the code fence that opens here (```bash) is never closed",
  ]);
});

test("a chapter or an include that is not there", () => {
  expect(told({})).toEqual(["deck.yml:2: there is no file one.md"]);
  expect(told({ "one.md": "# a\n\n@@INCLUDE[more/two.md]\n" })).toEqual(["one.md:3: there is no file more/two.md"]);
});

test("a chapter with nothing in it; one that only has layouts is none", () => {
  for (const text of ["", "\n\n"]) expect(told({ "one.md": text })).toEqual(["one.md:1: this chapter is empty"]);
  expect(told({ "one.md": "layout: true\n\n# a\n" })).toEqual([]);
});

test("an include loop", () => {
  expect(told({ "one.md": "# a\n@@INCLUDE[two.md]\n", "two.md": "b\n\n@@INCLUDE[one.md]\n" })).toEqual([
    "two.md:3: include loop: one.md > two.md > one.md",
  ]);
  expect(told({ "one.md": "@@INCLUDE[one.md]\n" })).toEqual(["one.md:1: include loop: one.md > one.md"]);
});

test("a mistake in an included file is told with its own line, or where it is shown as code", () => {
  expect(told({ "one.md": "@@INCLUDE[a/two.md]\n", "a/two.md": "ok\n---\nfoo: bar\n" })).toEqual([
    expect.stringContaining('a/two.md:3: unknown property "foo"'),
  ]);
  expect(told({ "one.md": "```\n@@INCLUDE[nowhere.md]\n```\n" })).toEqual(["one.md:2: there is no file nowhere.md"]);
  expect(told({ "one.md": "```\n@@INCLUDE[a.md]\n```\n", "a.md": "text\n```\n" })).toEqual([
    "one.md:2: a.md has a code fence in it: put a longer one around it",
  ]);
});

test("an unknown property", () => {
  expect(told({ "one.md": "# a\n---\nclas: red\n\n# b\n" })).toEqual([
    expect.stringMatching(/^one\.md:3: unknown property "clas" \(there are: class, name, layout/),
  ]);
  expect(told({ "one.md": "# a\n---\nNote: text\n\n# b {{Other}}\n" })[0]).toMatch(
    /^one\.md:3: unknown property "Note"/,
  );
});

test("a binary file, and one in another encoding", () => {
  expect(told({ "one.md": Uint8Array.from([35, 32, 97, 10, 0, 1, 2]) })).toEqual([
    "one.md:2: this is no text file: it has a zero byte in it",
  ]);
  expect(told({ "one.md": Buffer.from("# a\n\ncaf\xe9\n", "latin1") })).toEqual(["one.md:3: this is no UTF-8 text"]);
});

test("a line of ten megabytes", () => {
  const began = performance.now();
  expect(told({ "one.md": `# a\n${"x".repeat(10_000_000)}\n` })).toEqual([
    "one.md:2: this line is longer than 100000 characters",
  ]);
  expect(performance.now() - began).toBeLessThan(2000);
});

test("a deck.yml that is missing, broken or says what nobody understands", () => {
  using nothing = testDeck({});
  expect(problemsOf(() => readDeck(`${nothing.folder}/no`, nothing.folder)).map(describe)).toEqual([
    "no/deck.yml:1: there is no such file: a deck is a folder with a deck.yml",
  ]);
  for (const text of ["", "# nothing\n", "text", "- a\n"])
    expect(told({ "deck.yml": text })).toEqual([expect.stringMatching(/^deck\.yml:1: has to say at least "title:"/)]);
  expect(told({ "deck.yml": Uint8Array.from([97, 10, 0]) })).toEqual([
    "deck.yml:2: this is no text file: it has a zero byte in it",
  ]);
  expect(told({ "deck.yml": `title: ${"x".repeat(10_000_000)}` })).toEqual([
    "deck.yml:1: this line is longer than 100000 characters",
  ]);
  expect(told({ "deck.yml": "title: [\n" })[0]).toMatch(/^deck\.yml:\d+: /);
  expect(told({ "deck.yml": "title: T\nparts:\n  - chapters: [one.md]\n    tilte: x\n" })[0]).toMatch(
    /^deck\.yml:3: parts\.0: .*tilte/,
  );
  expect(told({ "deck.yml": "title: T\nparts:\n  - title: a\n    chapters: []\n" })).toEqual([
    "deck.yml:4: parts.0.chapters: needs at least one file",
  ]);
  expect(told({ "deck.yml": "parts: [{ chapters: [one.md] }]\n" })[0]).toMatch(/^deck\.yml:1: title: /);
  expect(told({ "deck.yml": 'title: T\nlang: "über"\nparts: [{ chapters: [one.md] }]\n' })[0]).toMatch(
    /^deck\.yml:2: lang: /,
  );
  expect(told({ "deck.yml": 'title: T\nvariables:\n  a: "x\\ny"\nparts: [{ chapters: [one.md] }]\n' })[0]).toMatch(
    /^deck\.yml:3: variables\.a: /,
  );
});
