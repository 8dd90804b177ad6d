import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPage } from "../build.ts";
import { launch, TRAPS } from "../e2e/browser.ts";
import { Renderer } from "../render/renderer.ts";
import { testDeck } from "../testing.ts";
import { measurePages } from "./pages.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function measured(source: string): Promise<readonly string[]> {
  using deck = testDeck({ "one.md": source, "bad.png": "this is no picture" });
  const { html } = await buildPage(deck.folder, new Renderer());
  const problems = await measurePages(browser, html, "deck.yml");
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `- line ${index}`).join("\n");

test("slides that fit, also full ones", async () => {
  expect(await measured(`# a\n\n${lines(10)}\n\n---\n\n## b\n\n\`\`\`text\n${"x".repeat(60)}\n\`\`\`\n`)).toEqual([]);
  const { html } = await buildPage(TRAPS, new Renderer());
  expect(await measurePages(browser, html, "deck.yml")).toEqual([]);
});

test("a slide that is too long at both shapes, also by a step that is not shown yet", async () => {
  expect(await measured(`# a\n\n---\n\n# b\n\n${lines(10)}\n--\n\n${lines(12)}\n`)).toEqual([
    expect.stringMatching(
      /^4: the slide "b" overflows the bottom of its page by \d+ px \(16:9, with its text at 80 %\)$/,
    ),
    expect.stringMatching(
      /^4: the slide "b" overflows the bottom of its page by \d+ px \(4:3, with its text at 80 %\)$/,
    ),
  ]);
});

test("a slide that is too full by little has smaller text and pictures, and fits", async () => {
  const tall =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 9" width="400" height="900"><title>x</title></svg>';
  using deck = testDeck({
    "one.md": `# a\n\n${lines(13)}\n\n---\n\n# b\n\ntext\n\n![x](tall.svg)\n\ntext\n`,
    "tall.svg": tall,
  });
  const { html } = await buildPage(deck.folder, new Renderer());
  expect(await measurePages(browser, html, "deck.yml")).toEqual([]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.setContent(html);
  await page.waitForFunction("window.DeckFitted");
  await page.evaluate("DeckFitted.all()");
  const zooms = await page.evaluate<readonly string[]>(
    "[...document.querySelectorAll('.page')].map((page) => page.style.zoom)",
  );
  const [cover, full, picture] = zooms.map(Number);
  expect(cover).toBe(1);
  expect(full).toBeLessThan(1);
  expect(full).toBeGreaterThanOrEqual(0.8);
  expect(picture).toBe(1);
  await page.close();
});

test("code that only fits the wide shape", async () => {
  expect(await measured(`# a\n\n\`\`\`text\n${"x".repeat(95)}\n\`\`\`\n`)).toEqual([
    expect.stringMatching(
      /^1: the slide "a" has code that is \d+ px wider than the page: x+ \(4:3, with its text at 80 %\)$/,
    ),
  ]);
});

test("a wide table, a picture that is none, and a slide that shows nothing", async () => {
  expect(await measured(`# a\n\n| ${"w".repeat(90)} |\n| - |\n`)).toContainEqual(
    expect.stringMatching(
      /^1: the slide "a" overflows the right of its page by \d+ px \(16:9, with its text at 80 %\)$/,
    ),
  );
  expect(await measured("# a\n\n![broken](bad.png)\n")).toContainEqual(
    '1: the slide "a" has a picture that cannot be shown: broken (16:9)',
  );
  expect(await measured("# a\n\n---\nname: x\n\n<br>\n")).toContainEqual('4: the slide "x" shows nothing (16:9)');
});
