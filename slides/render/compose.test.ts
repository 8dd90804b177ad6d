import { expect, test } from "vitest";
import { readDeck } from "../format/deck.ts";
import { testDeck } from "../testing.ts";
import { contentsPages } from "./contents.ts";
import { Renderer } from "./renderer.ts";

async function sections(manifest: string, files: Readonly<Record<string, string>>) {
  using deck = testDeck({ "deck.yml": `title: T\n${manifest}\n`, ...files });
  const { pieces, problems, ids } = await new Renderer().render(readDeck(deck.folder, deck.folder));
  expect(problems).toEqual([]);
  const html = pieces.map((piece) => (typeof piece === "string" ? piece : piece.html)).join("");
  const found = [...html.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id);
  expect([...ids]).toEqual(expect.arrayContaining(found));
  return { html, found };
}

const TWO = { "a.md": "# A\n---\n# B\n", "c.md": "# C\n" };
const PARTS = "parts: [{ title: P, chapters: [a.md, c.md] }]";

test("cover, contents and the slides before parts can be switched off", async () => {
  expect((await sections(PARTS, TWO)).found).toEqual(["start", "contents", "part-1", "a", "b", "c"]);
  const bare = await sections(`cover: false\ncontents: false\npart-pages: false\n${PARTS}`, TWO);
  expect(bare.found).toEqual(["a", "b", "c"]);
  expect(bare.html).not.toContain("#/contents");
});

test("one chapter needs no contents; one without a title is not listed by the name of its file", async () => {
  expect((await sections("parts: [{ chapters: [a.md] }]", TWO)).found).toEqual(["start", "a", "b"]);
  const { html } = await sections("parts: [{ chapters: [a.md, x.md, c.md] }]", { ...TWO, "x.md": "text\n" });
  expect(html).toContain('<li><a href="#/a">A</a></li><li><a href="#/c">C</a></li>');
  expect(html).not.toContain("x.md</a>");
});

test("@@TOC@@ says where the contents come, and how they are called", async () => {
  const alone = await sections(PARTS, { ...TWO, "a.md": "# A\n---\nname: toc\n\n@@TOC@@\n---\n# B\n" });
  expect(alone.found).toEqual(["start", "part-1", "a", "toc", "b", "c"]);
  expect(alone.html).toContain('<a href="#/toc" class="contents-link">');
  const after = await sections(PARTS, { ...TWO, "a.md": "# A\n---\n# B\n\n@@TOC@@\n" });
  expect(after.found).toEqual(["start", "part-1", "a", "b", "contents", "c"]);
});

test("contents are spread over columns and pages, in their order", () => {
  const part = (title: string, count: number) => ({
    title,
    id: title,
    chapters: Array.from({ length: count }, (_, index) => ({ id: `${title}${index}`, title: `${title}${index}` })),
  });
  const parts = [part("a", 3), part("b", 30), part("c", 9), part("d", 12)];
  const pages = contentsPages(parts);
  const listed = pages.flat(2).flatMap(({ chapters }) => chapters);
  expect(listed).toEqual(parts.flatMap(({ chapters }) => chapters));
  expect(pages.length).toBeGreaterThan(2);
  for (const column of pages.flat()) {
    expect(column.flatMap(({ chapters }) => chapters).length).toBeLessThanOrEqual(13);
    expect(column.length).toBeGreaterThan(0);
  }
  expect(pages.flat(2).filter(({ title }) => title !== undefined)).toHaveLength(4);
});
