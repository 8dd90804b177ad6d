import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, scan } from "./scanner.ts";

const kinds = (text: string) =>
  scan(linesOf("deck.md", text)).pieces.map(
    ({ kind, lines }) => `${kind}: ${lines.map((line) => line.text).join("|")}`,
  );

test("slides, steps and notes", () => {
  expect(kinds("# a\n--\nb\n???\nsay it\n---\n# c\n")).toEqual([
    "content: # a",
    "step-mark: --",
    "content: b",
    "notes-mark: ???",
    "notes: say it",
    "slide-mark: ---",
    "content: # c",
  ]);
});

test("a mark in a fence is code; a heading of dashes is none", () => {
  expect(kinds("```yaml\n---\na: b\n--\n???\n```\n---\n")).toEqual([
    "content: ```yaml|---|a: b|--|???|```",
    "slide-mark: ---",
  ]);
  expect(kinds("more\n--\n")).toEqual(["content: more", "step-mark: --"]);
  expect(kinds("----\n- --\n -- \n")).toEqual(["content: ----|- --| -- "]);
});

test("a fence ends with as many of the same characters, and nothing else", () => {
  expect(kinds("````\n```\n---\n````\n---\n")).toEqual(["content: ````|```|---|````", "slide-mark: ---"]);
  expect(kinds("~~~\n```\n---\n~~~\n---\n")).toEqual(["content: ~~~|```|---|~~~", "slide-mark: ---"]);
  expect(kinds("```\n``` x\n---\n```\n")).toEqual(["content: ```|``` x|---|```"]);
  expect(kinds("- item\n\n      ```bash\n      ---\n---\n      ```\n---\n").at(-1)).toBe("slide-mark: ---");
  expect(kinds("- ```\n  ---\n  ```\n---\n")).toEqual(["content: - ```|  ---|  ```", "slide-mark: ---"]);
  expect(kinds("```in a line``` and\n---\n")).toEqual(["content: ```in a line``` and", "slide-mark: ---"]);
});

test("lines may end as on Windows, and marks may have blanks after them", () => {
  expect(kinds("a\r\n---\r\nb\r\n")).toEqual(["content: a", "slide-mark: ---", "content: b"]);
  expect(kinds("a\n---  \nb")).toEqual(["content: a", "slide-mark: ---  ", "content: b"]);
});

test("a fence that is never closed is told where it opens", () => {
  expect(scan(linesOf("deck.md", "a\n\n```bash\n---\n# b\n")).problems).toEqual([
    { file: "deck.md", line: 3, message: "the code fence that opens here (```bash) is never closed" },
  ]);
});

const line = fc.oneof(
  fc.constantFrom(
    "---",
    "--",
    "???",
    "",
    "```",
    "```bash",
    "~~~",
    "````",
    "    ```",
    "- ---",
    ".note[",
    "]",
    "name: a",
    "* a",
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, "")),
);
const deck = fc.array(line, { maxLength: 40 });

test("no line of any deck is lost, doubled, changed or moved", () => {
  fc.assert(
    fc.property(deck, fc.constantFrom("\n", "\r\n"), (lines, end) => {
      const { pieces } = scan(linesOf("deck.md", lines.map((text) => text + end).join("")));
      const all = pieces.flatMap((piece) => piece.lines);
      expect(all.map(({ text }) => text)).toEqual(lines);
      expect(all.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    }),
    { numRuns: 2000, seed: 5 },
  );
});

const fenced = fc
  .tuple(
    fc.constantFrom("```", "~~~~"),
    fc.array(
      line.filter((text) => !/^\s*[`~]/.test(text)),
      { maxLength: 8 },
    ),
  )
  .map(([mark, lines]) => [mark, ...lines, mark]);
const text = line.filter((content) => !/`{3}|~{3}/.test(content)).map((content) => [content]);

test("fences survive whole, and every mark outside of them cuts", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fenced, text), { maxLength: 20 }), (blocks) => {
      const { pieces, problems } = scan(linesOf("deck.md", `${blocks.flat().join("\n")}\n`));
      expect(problems).toEqual([]);
      let number = 1;
      for (const block of blocks) {
        const holder = pieces.find(({ lines }) => lines.some((found) => found.line === number));
        const within = holder?.lines.filter((found) => found.line >= number && found.line < number + block.length);
        expect(within?.map((found) => found.text)).toEqual(block);
        if (block.length === 1)
          expect(holder?.kind.endsWith("-mark")).toBe(["---", "--", "???"].includes(block[0]?.trimEnd() ?? ""));
        number += block.length;
      }
    }),
    { numRuns: 1000, seed: 5 },
  );
});
