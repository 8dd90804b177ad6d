import { expect, test } from "vitest";
import { readDeck } from "../format/deck.ts";
import { describe } from "../format/problem.ts";
import { Renderer } from "../render/renderer.ts";
import { testDeck } from "../testing.ts";
import { lint } from "./lint.ts";
import { runBlocks } from "./run-blocks.ts";

const checks = new Set(["part1", "dockercoins"]);

async function found(source: string): Promise<readonly string[]> {
  using deck = testDeck({ "one.md": source, "here.md": "", "dot.svg": "<svg/>" });
  const rendered = await new Renderer().render(readDeck(deck.folder, deck.folder));
  expect(rendered.problems).toEqual([]);
  return lint(rendered, { checks }).map(describe);
}

test.each([
  ["a link to a slide", "# a\n\nname [b](#b), [c](#/b/2), [d](#contents) <a href='#a'>a</a>\n\n---\n\n# b\n"],
  [
    "a link to a file",
    "# a\n\n[b](here.md) [c](labs/dockercoins/README.md#hasher) [d](https://example.org/) [e](mailto:a@b.c)\n",
  ],
  [
    "the name of a check",
    "# a\n\n`npm run check part1`, [b](check:part1), .check[dockercoins]\n\n```bash\nnpm run check -- --in x\n```\n",
  ],
  [
    "alternative text",
    '# a\n\n![b](dot.svg) <img alt="c" src="dot.svg">\n\n<svg role="img" aria-label="d"></svg>\n\n<svg><title>d</title></svg>\n',
  ],
  ["headings in order", "# a\n\n## b\n\n### c\n\n## d\n\n---\n\n## e\n"],
])("%s is right", async (_, source) => expect(await found(source)).toEqual([]));

test.each([
  ["a link to no slide", "# a\n\nsee [b](#nowhere)\n", 'one.md:3: there is no slide "nowhere"'],
  ["a link in the notes", "# a\n\n???\n\ntext\n[b](#nowhere)\n", 'one.md:6: there is no slide "nowhere"'],
  ["a link written in HTML", "# a\n\n<a href='#nowhere'>b</a>\n", 'one.md:3: there is no slide "nowhere"'],
  [
    "a link to no file",
    "# a\n\n- x\n- [b](labs/nowhere.md)\n",
    "one.md:4: there is no file labs/nowhere.md in the project",
  ],
  [
    "a link to a file beyond the project",
    "# a\n\n[b](/etc/passwd)\n",
    "one.md:3: there is no file /etc/passwd in the project",
  ],
  [
    "a command for no check",
    "# a\n\nType `npm run check part7`.\n",
    'one.md:3: there is no check "part7" (there are: part1, dockercoins)',
  ],
  [
    "a command in a fence",
    "# a\n\n```bash\nnpm run check part7\n```\n",
    'one.md:4: there is no check "part7" (there are: part1, dockercoins)',
  ],
  [
    "a link to no check",
    "# a\n\n[b](check:part7)\n",
    'one.md:3: there is no check "part7" (there are: part1, dockercoins)',
  ],
  [
    "a badge of no check",
    "# a\n\nsee .check[part7]\n",
    'one.md:3: there is no check "part7" (there are: part1, dockercoins)',
  ],
  ["a picture without text", "# a\n\n- x\n- ![](dot.svg)\n", "one.md:4: the picture dot.svg has no alternative text"],
  ["an img without text", '# a\n\n<img src="dot.svg">\n', "one.md:3: the picture dot.svg has no alternative text"],
  [
    "an img with an empty text",
    'a <img src="dot.svg" alt=" ">\n',
    "one.md:1: the picture dot.svg has no alternative text",
  ],
  [
    "a drawing without text",
    "# a\n\n<svg><rect/></svg>\n",
    "one.md:3: this drawing (svg) has no alternative text: give it a <title> or an aria-label",
  ],
  ["a heading that leaves a level out", "# a\n\n### b\n", "one.md:3: a heading of level 3 comes after one of level 1"],
  ["a first heading that is deep", "### b\n", "one.md:1: a heading of level 3 comes after none"],
  ["an empty slide", "# a\n---\n\n---\n# b\n", "one.md:3: this slide is empty"],
  [
    "a language that is none",
    "# a\n\n```pyhton\nx\n```\n",
    'one.md:3: "pyhton" is no language that can be coloured (text is plain)',
  ],
])("%s is told, with its line", async (_, source, problem) => expect(await found(source)).toEqual([problem]));

async function blocks(source: string, snippets?: number) {
  using deck = testDeck({
    "deck.yml": `title: T\nparts: [{ chapters: [one.md] }]\n${snippets === undefined ? "" : `snippets: ${snippets}\n`}`,
    "one.md": source,
  });
  const result = runBlocks(await new Renderer().render(readDeck(deck.folder, deck.folder)));
  return { ...result, problems: result.problems.map(describe) };
}

test("blocks that are run, with what they have to print and how they have to end", async () => {
  const { snippets, problems } = await blocks(
    '# a\n\n```bash run\n* docker `ps`\n```\n--\n```bash run contains="a b" exit=2\nfalse\n```\n\n- x\n\n  ```sh run exit=1\n  ls\n  ```\n\n```bash\nno\n```\n',
    3,
  );
  expect(problems).toEqual([]);
  expect(snippets).toEqual([
    { file: "one.md", line: 3, code: "  docker ps\n", contains: undefined, exit: 0 },
    { file: "one.md", line: 7, code: "false\n", contains: "a b", exit: 2 },
    { file: "one.md", line: 13, code: "ls\n", contains: undefined, exit: 1 },
  ]);
});

test("the number of blocks has to be the expected one, and never none", async () => {
  const one = "```bash run\nls\n```\n";
  expect((await blocks(one, 2)).problems).toEqual(["deck.yml:3: says that 2 blocks are run, and there are 1"]);
  expect((await blocks(one)).problems).toEqual([
    'deck.yml:1: says nothing about how many blocks are run: write "snippets: 1"',
  ]);
  expect((await blocks("# a\n", 0)).problems).toEqual([
    "deck.yml:3: no block of this deck is run (```bash run): nothing would be proved",
  ]);
  expect((await blocks('```bash run contain="x"\nls\n```\n', 1)).problems).toEqual([
    'one.md:1: "contain="x"" says nothing about a block: contains="..." and exit=N do',
  ]);
});
