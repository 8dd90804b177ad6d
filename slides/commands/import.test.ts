import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { buildPage } from "../build.ts";
import { Renderer } from "../render/renderer.ts";
import { testDeck } from "../testing.ts";
import { importDeck } from "./import.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>';

/** Imports from a folder with these files; `from` is what the command is given. */
async function imported(files: Readonly<Record<string, string>>, from = "") {
  using place = testDeck({});
  const old = join(place.root, "old");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(old, name)), { recursive: true });
    writeFileSync(join(old, name), text);
  }
  const said: string[] = [];
  const io = { say: (line: string) => said.push(line), print: () => undefined };
  const code = await importDeck(join(old, from), { name: "new" }, io, place.root);
  const folder = join(place.root, "new");
  const text = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined;
  const html = code === 0 ? (await buildPage(folder, new Renderer())).html : "";
  return { code, said, html, manifest: text("deck.yml"), slides: text("slides.md"), css: text("own.css") };
}

const page = (source: string, more = "", settings = "") =>
  `<!doctype html><html><head><title>A &amp;\n B</title>${more}</head><body><textarea id="source">\n${source}</textarea><script>remark.create({${settings}})</script></body></html>`;

test("a page of remark becomes a deck, with its style, its pictures and what it leaves out", async () => {
  const { code, said, html, manifest, slides, css } = await imported({
    "index.html": page(
      "class: center\n\n# a &lt;b&gt;\n\n![x](img/dot.svg?raw=true)\n---\nclass: extra\n\n# c\n",
      "<style>.big { color: red }</style>",
      'excludedClasses: ["extra"]',
    ),
    "img/dot.svg": SVG,
  });
  expect({ code, said }).toEqual({ code: 0, said: [] });
  expect(manifest).toContain("title: A & B\n");
  expect(slides).toContain("# a <b>\n");
  expect(css).toBe(".big { color: red }\n");
  expect(html).toContain("data:image/svg+xml;base64,");
  expect(html.match(/<section /g)).toHaveLength(1);
});

test("a page that takes its slides from a file beside it; what has no place here is told", async () => {
  const { code, said, slides } = await imported({
    "talk.html":
      "<link rel=stylesheet href=x.css><style>@import 'y.css'</style><script>remark.macros.x = 1; remark.create({ sourceUrl: 'talk.md' })</script>",
    "talk.md": "# a\n\n![x](no.png)\n",
  });
  expect(code).toBe(1);
  expect(slides).toBe("# a\n\n![x](no.png)\n");
  expect(said).toEqual([
    expect.stringContaining("(@import)"),
    expect.stringContaining("x.css"),
    expect.stringContaining("remark.macros"),
    "There is no file no.png in old.",
    expect.stringMatching(/slides\.md:3: there is no picture no\.png/),
  ]);
});

test("a manifest becomes a deck with its parts, pieces of text and included files", async () => {
  const { code, said, html, manifest } = await imported(
    {
      "course.yml":
        'title: |\n  A\n  course\nchat: "the room"\nexclude: [self-paced]\nslides: [1]\ncontent:\n- |\n  # Hello @@CHAT@@\n  ---\n  @@TOC@@\n- - one.md\n  - [sub/two.md, no.md]\n',
      "one.md": "# One\n\n```yaml\n@@INCLUDE[k/x.yml]\n```\n---\nclass: self-paced\n\n# Alone\n",
      "sub/two.md": "# Two\n\n![x](dot.svg)\n\n@@INCLUDE[more.md]\n",
      "sub/more.md": "more {{word}}\n",
      "sub/dot.svg": SVG,
      "k/x.yml": "a: 1\n",
      "other.yml": "a: 1\n",
    },
    "course.yml",
  );
  expect(code).toBe(0);
  expect(said).toEqual([
    "There is no file no.md.",
    '"slides:" is left out.',
    expect.stringMatching(/more\.md:1: warning: there is no variable "word"/),
  ]);
  expect(manifest).toContain("title: A course\n");
  for (const text of [
    "Hello the room",
    "<h1>One</h1>",
    "data:image/svg+xml",
    "more {{word}}",
    '<a href="#/two">Two</a>',
  ])
    expect(html).toContain(text);
  expect(html).not.toContain("Alone");
});

test("what is no deck, or more than one, is told", async () => {
  const wrong = async (files: Readonly<Record<string, string>>, from = "") =>
    imported(files, from).then(
      () => "",
      (error: Error) => error.message,
    );
  expect(await wrong({ "x.txt": "" })).toMatch(/neither a page of remark nor a manifest/);
  expect(await wrong({ "x.txt": "" }, "x.txt")).toMatch(/neither a page of remark \(\.html\) nor/);
  expect(await wrong({ "a.yml": "content: []\n", "b.html": page("# a") })).toMatch(/which one .*a\.yml, b\.html/);
  expect(await wrong({ "a.yml": "content: []\n" })).toMatch(/no manifest of slides/);
  expect(await wrong({ "a.html": "<p>" }, "a.html")).toMatch(/no slides of remark/);
});
