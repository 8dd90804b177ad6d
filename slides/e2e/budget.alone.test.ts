import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPage } from "../build.ts";
import { DECKS, deckNames } from "../decks.ts";
import { Renderer } from "../render/renderer.ts";
import { type TestDeck, testDeck } from "../testing.ts";
import { launch } from "./browser.ts";

const KB = 1024;
const LANGUAGES = ["bash", "yaml", "python", "dockerfile", "javascript", "ruby"];

/** A slide of the kind that decks have: text, a list in steps, code with its colours, notes. No two are alike. */
function slide(number: number): string {
  const words = (count: number) =>
    Array.from({ length: count }, (_, index) => ((number * 31 + index * 17) % 7919).toString(36)).join(" ");
  return `## Slide ${number} of many

Some text about ${words(12)}, with \`code ${number}\` and **weight**.

- first ${words(5)}
--

- second ${words(5)}
--

\`\`\`${LANGUAGES[number % LANGUAGES.length]}
# ${words(6)}
name_${number}: "${words(4)}"
* docker run --rm --publish ${8000 + number}:80 image:${number}
for item in list_${number}: print(item, ${number})
\`\`\`

.note[Remember ${words(8)}.]

???
Say ${words(40)}.
`;
}

function deckOf(slides: number): TestDeck {
  const chapters = Array.from({ length: Math.ceil(slides / 25) }, (_, chapter) => [
    `c${chapter}.md`,
    Array.from({ length: Math.min(25, slides - chapter * 25) }, (_, index) => slide(chapter * 25 + index)).join(
      "---\n\n",
    ),
  ]);
  const manifest = `title: Many\nparts: [{ chapters: [${chapters.map(([name]) => name)}] }]\n`;
  return testDeck({ "deck.yml": manifest, ...Object.fromEntries(chapters) });
}

/** Milliseconds; the least of a few runs, since other work on the machine can only add to it. */
async function least(runs: number, measure: () => Promise<number>): Promise<number> {
  let found = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) found = Math.min(found, await measure());
  return found;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** From the beginning of the load to slides that can be used. */
async function opening(file: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.addInitScript(
    "addEventListener('DOMContentLoaded', () => Reveal.on('ready', () => requestAnimationFrame(() => { window.opened = performance.now(); })))",
  );
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction("window.opened");
  const time = await page.evaluate<number>("window.opened");
  await page.close();
  return time;
}

test("150 slides are less than 300 KB, and open in less than a second", async () => {
  using deck = deckOf(150);
  const { html, rendered } = await buildPage(deck.folder, new Renderer());
  expect(rendered.chapters.flatMap(({ slides }) => slides)).toHaveLength(150);
  const size = gzipSync(html).length;
  const file = join(deck.root, "deck.html");
  writeFileSync(file, html);
  const time = await least(4, () => opening(file));
  console.info(`150 slides: ${Math.round(size / KB)} KB gzipped, open after ${Math.round(time)} ms`);
  expect(size).toBeLessThan(300 * KB);
  expect(time).toBeLessThan(1000);
});

test.each(deckNames())("%s is less than 300 KB with its pictures, and opens in less than a second", async (name) => {
  using place = testDeck({});
  const { html } = await buildPage(join(DECKS, name), new Renderer());
  const file = join(place.root, "deck.html");
  writeFileSync(file, html);
  expect(gzipSync(html).length).toBeLessThan(300 * KB);
  expect(await least(3, () => opening(file))).toBeLessThan(1000);
});

// A process of its own, from its start to the page: nothing is loaded or warm.
const BUILD = `
const { buildPage } = await import(process.argv[1]);
const { Renderer } = await import(process.argv[2]);
const { rendered } = await buildPage(process.argv[3], new Renderer());
console.log(rendered.chapters.flatMap(({ slides }) => slides).length);
`;

test("500 slides are built in less than 5 s, with all that it takes to start", async () => {
  using deck = deckOf(500);
  const modules = ["../build.ts", "../render/renderer.ts"].map((path) => new URL(path, import.meta.url).href);
  const time = await least(3, async () => {
    const began = performance.now();
    const args = ["--import", "tsx", "--input-type=module", "--eval", BUILD, ...modules, deck.folder];
    expect((await execa(process.execPath, args)).stdout).toBe("500");
    return performance.now() - began;
  });
  console.info(`500 slides: built after ${Math.round(time)} ms`);
  expect(time).toBeLessThan(5000);
});
