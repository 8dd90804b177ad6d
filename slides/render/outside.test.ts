import { expect, test } from "vitest";
import { readDeck } from "../format/deck.ts";
import { describe } from "../format/problem.ts";
import { testDeck } from "../testing.ts";
import { outside } from "./outside.ts";
import { Renderer } from "./renderer.ts";

test.each([
  ['<iframe src="https://example.org/"></iframe>', "<iframe>"],
  ['<VIDEO controls src="a.mp4">', "<VIDEO>"],
  ['<img alt="x" src="dot.svg" srcset="big.png 2x">', "srcset"],
  ['<svg><image width="9" href="https://example.org/x.png"/></svg>', "href"],
  ['<svg><use xlink:href="other.svg#a"/></svg>', "xlink:href"],
  ['<div style="color: red; background: url(//example.org/x.png)">', "url("],
  ["<p style='background: url( \"x.png\" )'>", "url("],
  ["<style>\n@import 'https://example.org/x.css';\n</style>", "@import"],
])("%s would be loaded", (html, found) => expect(outside(html)).toBe(found));

test.each([
  '<img alt="x" src="dot.svg">',
  '<a href="https://example.org/">url(x)</a>',
  '<svg><use href="#a"/><rect style="fill: url(#g)"/></svg>',
  "<div style=\"background: url( 'data:image/png;base64,AA' )\">",
  "<p>the srcset= of a picture, and metadata</p>",
])("%s asks nobody", (html) => expect(outside(html)).toBeUndefined());

test("it is told with its line, in a block and in a line of text; code is left alone", async () => {
  using deck = testDeck({
    "one.md": "# a\n\n<div>\n<iframe src='x'></iframe>\n</div>\n\ntext\nand <video src=x></video> and `<iframe>`\n",
  });
  const { problems } = await new Renderer().render(readDeck(deck.folder, deck.folder));
  expect(problems.map(describe)).toEqual([
    expect.stringMatching(/^one\.md:4: this HTML would load something \(<iframe>\)/),
    expect.stringMatching(/^one\.md:8: this HTML would load something \(<video>\)/),
  ]);
});
