import { expect, test } from "vitest";
import { buildPage } from "../build.ts";
import { readDeck } from "../format/deck.ts";
import { describe } from "../format/problem.ts";
import { problemsOf, testDeck } from "../testing.ts";
import { page } from "./page.ts";
import { Renderer } from "./renderer.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>';
const DATA = `data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}`;

async function built(source: string) {
  using deck = testDeck({ "one.md": source, "a b%.svg": SVG, "dot.svg": SVG });
  return page(await new Renderer().render(readDeck(deck.folder, deck.folder)));
}

test("pictures become part of the page, however they are written", async () => {
  const { html, problems } = await built(
    'background-image: url("dot.svg")\n\n# a\n\n![x](dot.svg) ![y](<a b%25.svg>) <img alt="z" width=9 src=dot.svg>\n\n<img alt=\'w\'\n  src=\'dot.svg\'>\n\n`<img src="no.svg">`\n',
  );
  expect(problems).toEqual([]);
  expect(html.split(DATA)).toHaveLength(6);
  expect(html).not.toMatch(/src="?'?[^"']*dot\.svg/);
});

test("a picture that is not there, on another server, or of no kind is told with its line", async () => {
  const { problems } = await built(
    "# a\n\n---\n\n# b\n\n![x](no.svg)\n![x](https://example.org/x.png)\n![x](//example.org/x.png)\n![x](notes.txt)\n![x](50%.svg)\n",
  );
  expect(problems.map(describe)).toEqual([
    "one.md:7: there is no picture no.svg",
    expect.stringContaining("one.md:8: the picture https://example.org/x.png is on another server"),
    expect.stringContaining("one.md:9: the picture //example.org/x.png is on another server"),
    expect.stringContaining("one.md:10: the picture notes.txt is of no kind that is known"),
    expect.stringContaining("one.md:4: there is no picture 50%"),
  ]);
});

test("a picture may be beside the chapter or beside the deck, and have an address as in a repository", async () => {
  using deck = testDeck({
    "deck.yml": "title: T\nparts: [{ chapters: [a/one.md] }]\n",
    "a/one.md": "background-image: url(dot.svg)\n\n# a\n\n![x](near.svg?raw=true) ![y](dot.svg)\n",
    "a/near.svg": SVG,
    "dot.svg": SVG,
  });
  const { html, warnings } = await buildPage(deck.folder, new Renderer());
  expect(warnings).toEqual([]);
  expect(html.split(DATA)).toHaveLength(4);
});

test("a style sheet of the deck comes last; one that would load something is told", async () => {
  const built = async (css: string) => {
    using deck = testDeck({
      "deck.yml": `title: T\ncss: own.css\nparts: [{ chapters: [one.md] }]\n`,
      "one.md": "# a\n",
      "own.css": css,
    });
    const { html, problems } = page(await new Renderer().render(readDeck(deck.folder, deck.folder)));
    return { html, problems: problems.map(describe) };
  };
  const { html, problems } = await built(".mine { color: red }");
  expect(problems).toEqual([]);
  const head = html.slice(0, html.indexOf("</head>"));
  expect(head.slice(head.lastIndexOf("<style>"))).toContain(".mine { color: red }");
  for (const css of ["a { background: url(//example.org/x.png) }", "</style><script>"])
    expect((await built(css)).problems).toEqual([expect.stringMatching(/^deck\.yml:2: the style sheet own\.css has /)]);
});

test("what may be meant is a warning, and stops nothing", async () => {
  using deck = testDeck({ "one.md": "# a\n\n{{pgae}}\n" });
  const { warnings } = await buildPage(deck.folder, new Renderer());
  expect(warnings.map(describe)).toEqual([expect.stringMatching(/one\.md:3: warning: there is no variable "pgae"/)]);
});

test("what is wrong stops a build, all of it at once", async () => {
  using deck = testDeck({ "one.md": "# a\n\n![x](no.svg)\n\n```bash\n" });
  const error = await buildPage(deck.folder, new Renderer()).catch((caught: unknown) => caught);
  const told = problemsOf(() => {
    throw error;
  });
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringContaining("never closed"),
    "there is no picture no.svg",
  ]);
});
