import { expect, test } from "vitest";
import { splitBlocks } from "../format/blocks.ts";
import { linesOf } from "../format/scanner.ts";
import { deckMarkdown } from "./markdown.ts";

const render = (source: string) =>
  deckMarkdown().render(split(source), {
    addressOf: () => undefined,
    colour: ({ code }: { code: string }) => `<pre>${code}</pre>`,
  });

const split = (source: string) =>
  splitBlocks(linesOf("deck.md", source))
    .map(({ text }) => text)
    .join("\n");

test.each([
  ["in a line", "a .small[b *c*] d", '<p>a <span class="small">b <em>c</em></span> d</p>\n'],
  [
    "right after a word, also around a star",
    "Ports.small[*] (x).b[y]",
    '<p>Ports<span class="small">*</span> (x)<span class="b">y</span></p>\n',
  ],
  ["over lines of a paragraph", "see .a[one\ntwo] here", '<p>see <span class="a">one\ntwo</span> here</p>\n'],
  [
    "with brackets in brackets",
    "see .a[1 [2 [3]] .b[4]].",
    '<p>see <span class="a">1 [2 [3]] <span class="b">4</span></span>.</p>\n',
  ],
  ["several classes", ".a.b-c[x]y", '<p><span class="a b-c">x</span>y</p>\n'],
  [
    "one inside another",
    "see .a[one .b[two] three].",
    '<p>see <span class="a">one <span class="b">two</span> three</span>.</p>\n',
  ],
  [
    "with a link in it",
    "see .a[the [text](http://x/) here].",
    '<p>see <span class="a">the <a href="http://x/">text</a> here</span>.</p>\n',
  ],
  ["with a bracket in code", "see .a[the `]` here].", '<p>see <span class="a">the <code>]</code> here</span>.</p>\n'],
  ["with an escaped bracket", "see .a[1\\]2].", '<p>see <span class="a">1]2</span>.</p>\n'],
  [
    "a line of its own is a block",
    ".note[Mind **this**.]",
    '<div class="note">\n<p>Mind <strong>this</strong>.</p>\n</div>\n',
  ],
  [
    "in a list",
    "- .a[b]\n- c .d[e]",
    '<ul>\n<li>\n<div class="a">\n<p>b</p>\n</div>\n</li>\n<li>c <span class="d">e</span></li>\n</ul>\n',
  ],
])("%s", (_, source, html) => expect(render(source)).toBe(html));

test.each([
  [
    "a block",
    ".a[\n\n- b\n- c\n\n]\n\nafter",
    '<div class="a">\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</div>\n<p>after</p>\n',
  ],
  ["closed at the end of a line", ".a[\nb\n\nc]\n", '<div class="a">\n<p>b</p>\n<p>c</p>\n</div>\n'],
  [
    "blocks in blocks",
    ".a[\n.b[\nc\n]\nd\n]",
    '<div class="a">\n<div class="b">\n<p>c</p>\n</div>\n<p>d</p>\n</div>\n',
  ],
  ["code with brackets", ".a[\n```\n]\n.x[\n```\n]\n", '<div class="a">\n<pre>]\n.x[</pre>\n</div>\n'],
  [
    "one bracket too many stays in its paragraph",
    ".a[\nmind [this\n\nb\n]\nc",
    '<div class="a">\n<p>mind [this</p>\n<p>b</p>\n</div>\n<p>c</p>\n',
  ],
  ["a picture alone", '.a[<img src="x.png" alt="x">]', '<div class="a">\n<img src="x.png" alt="x"></div>\n'],
  [
    "one that opens where another closes",
    ".left[\na\n] .right[\nb\n]\n",
    '<div class="left">\n<p>a</p>\n</div>\n<div class="right">\n<p>b</p>\n</div>\n',
  ],
  [
    "two that open in a line, and close in one",
    ".left[.footnote[\na\n\n- b\n]]\n",
    '<div class="left">\n<div class="footnote">\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</div>\n</div>\n',
  ],
  [
    "one after text, in an item of a list",
    "- a .small[\n\n  b [c]\n  ]\n- d\n",
    '<ul>\n<li>a\n<div class="small">\n<p>b [c]</p>\n</div>\n</li>\n<li>d</li>\n</ul>\n',
  ],
  ["one that a backslash keeps", "\\.a[\nb\n]", "<p>.a[\nb\n]</p>\n"],
  ["after a paragraph", "text\n.a[\nb\n]", '<p>text</p>\n<div class="a">\n<p>b</p>\n</div>\n'],
])("block: %s", (_, source, html) => expect(render(source)).toBe(html));

test("dots that are none", () => {
  expect(render("e.g. x.y [0] and .5[c] and a...b [c]")).toBe("<p>e.g. x.y [0] and .5[c] and a...b [c]</p>\n");
  expect(render("a\\.b[c]")).toBe("<p>a.b[c]</p>\n");
  expect(render("`.a[b]`")).toBe("<p><code>.a[b]</code></p>\n");
  expect(render(".a[never closed")).toBe("<p>.a[never closed</p>\n");
});

test("a long line takes no long time", () => {
  const began = process.cpuUsage();
  render("a. .b[c] ".repeat(10_000));
  render(`${".b[".repeat(500)}x${"]".repeat(500)}`);
  render(".b[".repeat(20_000));
  const { user } = process.cpuUsage(began);
  expect(user / 1000).toBeLessThan(5000);
});
