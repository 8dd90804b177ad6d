import { expect, test } from "vitest";
import { testDeck } from "../testing.ts";
import { readDeck } from "./deck.ts";

function slides(...chapters: readonly string[]) {
  const names = chapters.map((_, index) => `c${index}.md`);
  const files = Object.fromEntries(names.map((name, index) => [name, chapters[index] ?? ""]));
  using deck = testDeck({ "deck.yml": `title: T\nparts: [{ chapters: [${names}] }]\n`, ...files });
  const { parts, problems } = readDeck(deck.folder, deck.folder);
  const shown = parts.flatMap((part) => part.chapters.flatMap((chapter) => chapter.slides));
  const steps = shown.map((slide) =>
    slide.steps.map((step) =>
      step.lines
        .map((line) => line.text)
        .filter(Boolean)
        .join("|"),
    ),
  );
  return { shown, steps, problems: problems.map(({ file, line, message }) => `${file}:${line}: ${message}`) };
}

test("a layout is in every slide up to the next one, also of the next chapter, and is no slide itself", () => {
  const { shown, steps } = slides(
    "layout: true\nclass: wide\n\nHead\n---\none\n---\nclass: red\n\ntwo\n",
    "three\n---\nlayout: false\nfour\n---\nfive",
  );
  expect(steps).toEqual([["Head|one"], ["Head|two"], ["Head|three"], ["four"], ["five"]]);
  expect(shown.map((slide) => slide.properties.class)).toEqual(["wide", "wide red", "wide", undefined, undefined]);
});

test("content goes where the template says, with its steps", () => {
  const { steps } = slides(
    "name: frame\nlayout: true\n\ntop\n.left[{{content}}]\nbottom\n---\nlayout: false\ntemplate: frame\n\na\n--\nb\n",
  );
  expect(steps).toEqual([["top|.left[|a", "b|]|bottom"]]);
});

test("a template without a place for content comes first; steps of both stay", () => {
  const { steps } = slides("name: base\n\none\n--\ntwo\n---\ntemplate: base\n\nthree\n--\nfour");
  expect(steps).toEqual([
    ["one", "two"],
    ["one", "two|three", "four"],
  ]);
});

test("a slide that is excluded is not shown, and can be a template", () => {
  expect(
    slides("exclude: true\nname: x\n\nhidden\n---\ntemplate: x\n\nseen\n---\nexclude: false\n\nalso").steps,
  ).toEqual([["hidden|seen"], ["also"]]);
});

test("background and language are inherited, a name is not", () => {
  const { shown } = slides("name: t\nlang: fr\nbackground-image: url(a.png)\n---\ntemplate: t\nlang: de\n");
  expect(shown[1]?.properties).toEqual({ template: "t", lang: "de", "background-image": "url(a.png)" });
});

test("all that is said about a background is inherited; a count is not", () => {
  const { shown } = slides("name: t\ncount: false\nbackground-size: 50%\n\nx\n---\ntemplate: t\n\ny\n");
  expect(shown.map(({ properties }) => properties)).toEqual([
    { name: "t", count: "false", "background-size": "50%" },
    { template: "t", "background-size": "50%" },
  ]);
});

test("a template may come later, and have one itself; the last before a slide wins", () => {
  const { steps, problems } = slides(
    "template: b\n\none\n---\nname: a\n\nA\n---\nname: b\ntemplate: a\n\nB\n",
    "name: a\n\nnew\n---\ntemplate: a\n\ntwo\n",
  );
  expect(steps).toEqual([["A|B|one"], ["A"], ["A|B"], ["new"], ["new|two"]]);
  expect(problems).toEqual([expect.stringContaining('c1.md:1: two slides have the name "a"')]);
});

test("slides and steps of a class that the deck leaves out are not shown, and can be templates", () => {
  const source =
    "class: extra\nname: x\n\nno\n---\ntemplate: x\nclass: more\n\nnor this\n---\na\n--\nclass: extra\n\nno\n--\n\nb\n";
  expect(slides(source).steps).toHaveLength(3);
  using deck = testDeck({
    "deck.yml": "title: T\nexclude: [extra, other]\nparts: [{ chapters: [a.md] }]\n",
    "a.md": source,
  });
  const [chapter] = readDeck(deck.folder, deck.folder).parts[0]?.chapters ?? [];
  expect(chapter?.slides.map(({ steps }) => steps.map(({ lines }) => lines.map(({ text }) => text).join("")))).toEqual([
    ["a", "b"],
  ]);
});

test("what cannot be is told with its place", () => {
  expect(slides("template: nowhere\n\na").problems).toEqual([
    'c0.md:1: there is no slide "nowhere" in this deck to be its template',
  ]);
  expect(slides("name: a\ntemplate: b\n\nx\n---\nname: b\ntemplate: a\n\ny").problems).toEqual([
    'c0.md:6: "a" is a template of itself',
  ]);
  expect(slides("name: a\n\nx\n---\nname: a\n\ny").problems).toEqual([
    'c0.md:5: two slides have the name "a", and links lead to this one: the other one is at c0.md:1',
  ]);
  expect(slides("layout: maybe\n").problems).toEqual(['c0.md:1: the property "layout" is true or false, not "maybe"']);
});
