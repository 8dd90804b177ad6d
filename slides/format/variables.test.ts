import fc from "fast-check";
import { expect, test } from "vitest";
import { testDeck } from "../testing.ts";
import { readDeck } from "./deck.ts";
import { linesOf } from "./scanner.ts";
import { replaceVariables } from "./variables.ts";

const variables = { page: "http://localhost:8000/", PRICE: "$1 $& $$ `x`", "two-words": "both" };
const replaced = (text: string) => replaceVariables(linesOf("deck.md", text), variables);
const text = (source: string) => replaced(source).lines.map((line) => line.text);

test("both spellings, anywhere, also in code", () => {
  expect(text("Open {{page}} or {{ page }}.\n```\ncurl @@page@@\n```\n@@two-words@@")).toEqual([
    "Open http://localhost:8000/ or http://localhost:8000/.",
    "```",
    "curl http://localhost:8000/",
    "```",
    "both",
  ]);
});

test("a value is put in as it is", () => {
  expect(text("{{PRICE}}")).toEqual(["$1 $& $$ `x`"]);
  fc.assert(
    fc.property(fc.string(), (value) => {
      const [line] = replaceVariables(linesOf("deck.md", "a {{v}} b"), { v: value }).lines;
      expect(line?.text).toBe(`a ${value} b`);
    }),
    { seed: 5 },
  );
});

test("an unknown name is told in text, with its line, and left alone in code", () => {
  expect(replaced("a\n{{pgae}}").problems).toEqual([
    {
      file: "deck.md",
      line: 2,
      message: 'there is no variable "pgae", and it is shown as it is written (there are: page, PRICE, two-words)',
      warning: true,
    },
  ]);
  const code = "Use `{{json}}` and\n```bash\ndocker inspect --format '{{end}} {{.State}}' @@X@@\n```";
  expect(replaced(code)).toMatchObject({ problems: [] });
  expect(text(code).join("\n")).toBe(code);
  expect(replaced("{{constructor}}").problems).toHaveLength(1);
  expect(text("`{{constructor}}`")).toEqual(["`{{constructor}}`"]);
});

test("a backslash keeps a name as it is", () => {
  expect(text("\\{{page}} `\\@@page@@` \\{{other}}")).toEqual(["{{page}} `@@page@@` \\{{other}}"]);
});

test("a link to a file has its name; in code it is none", () => {
  expect(text("see @@LINK[a/b.yml], `@@LINK[c]`\n```\n@@LINK[d]\n```")).toEqual([
    "see [a/b.yml](a/b.yml), `@@LINK[c]`",
    "```",
    "@@LINK[d]",
    "```",
  ]);
});

function linesIn(source: string, manifest = "title: The deck") {
  using deck = testDeck({ "deck.yml": `${manifest}\nparts: [{ chapters: [one.md] }]\n`, "one.md": source });
  const { parts, problems } = readDeck(deck.folder, deck.folder);
  expect(problems).toEqual([]);
  const slides = parts.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.slides));
  return slides.map(({ steps }) =>
    steps
      .flatMap(({ lines }) => lines.map((line) => line.text))
      .filter(Boolean)
      .join("|"),
  );
}

test("the title of the deck, and what slides say themselves, also for their layout", () => {
  expect(linesIn("# {{title}} @@TITLE@@\n---\ntitle: Mine\n\n# {{title}}\n")).toEqual([
    "# The deck The deck",
    "# Mine",
  ]);
  expect(linesIn("layout: true\nwho: Ada\n\nby {{who}}\n---\na\n---\nwho: Bob {{title}}\n\nb {{content}}c\n")).toEqual([
    "by Ada|a",
    "by Bob The deck|b c",
  ]);
});

test("the properties of a slide have their values, too", () => {
  using deck = testDeck({
    "deck.yml": 'title: T\nvariables: { look: "$&", end: "---" }\nparts: [{ chapters: [one.md] }]\n',
    "one.md": "class: {{look}}\nbackground-image: url(@@look@@.svg)\n\n# a\n\n{{end}}\n",
  });
  const { parts, problems } = readDeck(deck.folder, deck.folder);
  expect(problems).toEqual([]);
  expect(parts[0]?.chapters[0]?.slides.map(({ properties }) => properties)).toEqual([
    { class: "$&", "background-image": "url($&.svg)" },
  ]);
});
