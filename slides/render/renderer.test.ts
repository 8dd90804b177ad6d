import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDeck } from "../format/deck.ts";
import { testDeck } from "../testing.ts";
import { Renderer } from "./renderer.ts";

async function rendered(source: string) {
  using deck = testDeck({ "one.md": source });
  const { chapters, problems } = await new Renderer().render(readDeck(deck.folder, deck.folder));
  const html = (chapters[0]?.html ?? "").replace(/<nav[\s\S]*?<\/nav>/g, "").replace(/>\s+</g, "><");
  return { html, problems };
}

test("a list that goes on in the next steps is one list, and goes on counting", async () => {
  const { html } = await rendered("1. a\n--\n\n1. b\n--\n\n1. c\n\nend\n");
  expect(html.match(/<ol>/g)).toHaveLength(1);
  expect(html).toContain(
    '<li class="fragment" data-fragment-index="0">b</li><li class="fragment" data-fragment-index="1">c</li>',
  );
  expect(html).toContain('<div class="fragment" data-fragment-index="1"><p>end</p>');
});

test("a list that begins in a step goes on in it", async () => {
  const { html } = await rendered("text\n--\n\n- a\n--\n\n- b\n");
  expect(html.match(/<ul>/g)).toHaveLength(1);
  expect(html).toMatch(
    /<div class="fragment" data-fragment-index="0"><ul><li>a<\/li><li class="fragment" data-fragment-index="1">b/,
  );
});

test("lists of another kind stay apart; a step can have a class", async () => {
  const { html } = await rendered("- a\n--\n\n1. b\n--\nclass: small\n\nc\n");
  expect(html).toContain('<ul><li>a</li></ul><div class="fragment" data-fragment-index="0"><ol>');
  expect(html).toContain('<div class="fragment small" data-fragment-index="1"><p>c</p>');
});

test("the target of a link may be named in another step", async () => {
  expect((await rendered("[a][x]\n--\n\nb\n\n[x]: http://x/\n")).html).toContain('<a href="http://x/">a</a>');
});

test("a step inside a nested or numbered list goes on in that list", async () => {
  const nested = await rendered("- a\n  - b\n--\n\n  - c\n- d\n");
  expect(nested.html).toContain(
    '<ul><li>a\n<ul><li>b</li><li class="fragment" data-fragment-index="0">c</li></ul></li><li class="fragment" data-fragment-index="0">d</li></ul>',
  );
  const code = await rendered("1. a\n--\n\n   b\n--\n\n2. c\n");
  expect(code.html).toContain(
    '<ol><li><p>a</p><div class="fragment" data-fragment-index="0"><p>b</p></div></li><li class="fragment" data-fragment-index="1"><p>c</p></li></ol>',
  );
  expect((await rendered("text\n--\n2. b\n")).html).toContain('data-fragment-index="0"><ol start="2">');
});

test("a block may have steps in it; one that is not closed on its slide is told", async () => {
  const { html, problems } = await rendered(".note[\n- b\n--\n- c\n--\n\nd]\n");
  expect(problems).toEqual([]);
  expect(html).toContain(
    '<div class="note"><ul><li>b</li><li class="fragment" data-fragment-index="0">c</li></ul><div class="fragment" data-fragment-index="1"><p>d</p></div></div>',
  );
  expect((await rendered("# a\n\n.note[\n- b\n---\n- c\n]\n")).problems).toEqual([
    { file: "one.md", line: 3, message: expect.stringContaining("(.note[) is not closed") },
  ]);
});

test("a step that shows nothing is a step, and what is behind a slide may come with one", async () => {
  const { html } = await rendered(
    "background-color: #123;\nbackground-image: url(a b.png)\n\n# a\n--\nbackground-image: linear-gradient(red, blue)\nbackground-size: 50% auto\n",
  );
  expect(html).toContain(
    '<div class="background" style="background-image: url(&quot;a b.png&quot;); background-color: #123"></div>' +
      '<div class="background fragment" data-fragment-index="0" style="background-image: linear-gradient(red, blue); background-size: 50% auto"></div>',
  );
  expect(html).toContain('</h1><div class="fragment" data-fragment-index="0"></div>');
});

test("a link to a file of the project leads to where deck.yml says that it can be read", async () => {
  using deck = testDeck({
    "deck.yml": "title: T\nrepository: https://example.org/tree/main/\nparts: [{ chapters: [one.md] }]\n",
    "one.md": "[a](x%20y.md) [b](labs/z#top) [c](check:part1) [d](#one)\n",
    "x y.md": "",
  });
  const { chapters } = await new Renderer().render(readDeck(deck.folder, deck.root));
  expect(chapters[0]?.html).toContain(
    '<p><a href="https://example.org/tree/main/deck/x%20y.md">a</a> <a href="https://example.org/tree/main/labs/z#top">b</a> <span class="check">c</span> <a href="#one">d</a></p>',
  );
  expect((await rendered("[b](labs/z)\n")).html).toContain('<span class="file">b</span>');
});

test("a slide that does not count says so to the player", async () => {
  expect((await rendered("count: false\n\n# a\n")).html).toContain('data-visibility="uncounted"');
});

test("HTML that would reach beyond its slide is told", async () => {
  const told = async (source: string) =>
    (await rendered(source)).problems.map(({ line, message }) => `${line}: ${message}`);
  expect(await told("# a\n\n<!-- never closed\n\nb\n")).toEqual(["3: this HTML has a comment that is never closed"]);
  expect(await told("# a\n\nb </section>\n")).toEqual([
    "3: this HTML has the tag </section>, which would break the slides apart",
  ]);
  expect(await told("# a\n\n<!-- a <section> -->\n\n`<script>`\n\n<div>b</div>\n")).toEqual([]);
});

test("names: given ones, those of headings, each once, and none that is a number", async () => {
  const { html } = await rendered(
    "# Été à la mer!\n---\nname: x\n# w\n---\nname: x\n# y\n---\n# x\n---\n# 2024\n---\ntext\n---\n# contents",
  );
  const ids = [...html.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toEqual(["été-à-la-mer", "x-2", "x", "x-3", "slide-2024", "slide", "contents-2"]);
});

// Every line has a word of its own: it has to be in the page exactly once.
const shapes = [
  (word: string) => word,
  (word: string) => `- ${word}`,
  (word: string) => `1. ${word}`,
  (word: string) => `## ${word}`,
  (word: string) => `> ${word}`,
  (word: string) => `*${word}* and`,
  (word: string) => `.note[${word}]`,
  (word: string) => `see .small[${word}] here`,
  (word: string) => `.left[\n${word}\n]`,
  (word: string) => `\`\`\`bash\n* ${word} \`x\`\n---\n--\n\`\`\``,
  (word: string) => `- item\n\n  \`\`\`yaml\n  ${word}: 1\n  \`\`\``,
  (word: string) => `| a | b |\n| - | - |\n| ${word} | c |`,
  (word: string) => `<div>${word}</div>`,
  (word: string) => `\`${word}\``,
  (word: string) => `???\n${word}`,
];
const block = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: shapes.length - 1 }) },
  { weight: 1, arbitrary: fc.constantFrom("--", "---") },
);

test("no line of any deck is lost or doubled on the way to the page", { timeout: 60_000 }, async () => {
  const renderer = new Renderer();
  using deck = testDeck({});
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { minLength: 1, maxLength: 25 }),
      fc.constantFrom("\n", "\r\n"),
      async (blocks, end) => {
        const words: string[] = [];
        const text = blocks.map((kind) => {
          if (typeof kind === "string") return kind;
          const word = `word${words.length}x`;
          words.push(word);
          return shapes[kind]?.(word) ?? "";
        });
        fc.pre(words.length > 0);
        writeFileSync(join(deck.folder, "one.md"), `${text.join("\n\n").replaceAll("\n", end)}${end}`);
        const { chapters, problems } = await renderer.render(readDeck(deck.folder, deck.folder));
        expect(problems).toEqual([]);
        const plain = chapters
          .map(({ html }) => html.replace(/<nav[\s\S]*?<\/nav>/g, "").replace(/<[^>]*>/g, ""))
          .join("");
        expect(plain.match(/word\d+x/g) ?? []).toEqual(expect.arrayContaining(words));
        expect(plain.match(/word\d+x/g) ?? []).toHaveLength(words.length);
      },
    ),
    { numRuns: 300, seed: 5 },
  );
});

test("a chapter that has not changed is not rendered again", async () => {
  using deck = testDeck({
    "deck.yml": "title: T\nparts: [{ chapters: [one.md, two.md] }]\nvariables: { a: x }\n",
    "one.md": "# One\n\n{{a}}\n",
    "two.md": "# Two\n",
  });
  const renderer = new Renderer();
  const render = async () => {
    await renderer.render(readDeck(deck.folder, deck.folder));
    return renderer.rendered;
  };
  expect(await render()).toBe(2);
  expect(await render()).toBe(2);
  writeFileSync(join(deck.folder, "two.md"), "# Two\n\nmore\n");
  expect(await render()).toBe(3);
  writeFileSync(
    join(deck.folder, "deck.yml"),
    "title: T\nparts: [{ chapters: [one.md, two.md] }]\nvariables: { a: y }\n",
  );
  expect(await render()).toBe(4);
});
