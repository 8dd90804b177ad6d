import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDeck } from "../testing.ts";
import { builtFile, launch, open, poll, TRAPS, where } from "./browser.ts";

let browser: Browser;
let file: string;

beforeAll(async () => {
  browser = await launch();
  file = await builtFile(TRAPS);
});
afterAll(() => browser?.close());

const touchable = (width: number, height: number) =>
  browser.newContext({ viewport: { width, height }, hasTouch: true, isMobile: true, reducedMotion: "reduce" });

async function swipe(page: Page, from: number, to: number): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: 200 }] });
  await touch("touchStart", from);
  for (let step = 1; step <= 5; step++) await touch("touchMove", from + ((to - from) * step) / 5);
  await touch("touchEnd");
}

test("a finger goes on and back", async () => {
  const context = await touchable(1024, 768);
  const { page } = await open(context, `${file}#/contents`);
  await swipe(page, 800, 200);
  await expect.poll(async () => (await where(page)).id, poll).toBe("part-1");
  await swipe(page, 200, 800);
  await expect.poll(async () => (await where(page)).id, poll).toBe("contents");
  await context.close();
});

test("on a phone all slides are one page to scroll, as wide as the phone, in letters that can be read", async () => {
  const context = await touchable(390, 844);
  const { page, complaints } = await open(context, `${file}#/dashes-in-code`);
  await expect.poll(() => page.evaluate("Reveal.isScrollView()"), poll).toBe(true);
  await expect.poll(async () => (await where(page)).id, poll).toBe("dashes-in-code");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  const size = await page.evaluate<number>(
    "(() => { const h = document.querySelector('#dashes-in-code li p'); return h.getBoundingClientRect().height / h.offsetHeight * parseFloat(getComputedStyle(h).fontSize); })()",
  );
  expect(size).toBeGreaterThan(15);
  await page.evaluate("window.scrollTo(0, 1e6)");
  await expect.poll(async () => (await where(page)).id, poll).toBe("marked-parts");
  expect(complaints).toEqual([]);
  await context.close();
});

const WORDS = ["one", "two", "three", "four", "five", "six", "seven"];

/** Slides of many heights; each eleventh has a picture and a line of code that is wider than a phone. */
function manySlides(count: number): string {
  const slide = (index: number) => {
    const items = WORDS.slice(0, (index % 7) + 1).map((word) => `- ${word}`);
    const more = index % 11 === 0 ? `\n![x](dot.svg)\n\n\`\`\`bash\n${"x".repeat(90)}\n\`\`\`` : "";
    return `# Slide ${index}\n\n${items.join("\n")}\n${more}`;
  };
  return Array.from({ length: count }, (_, index) => slide(index)).join("\n\n---\n\n");
}

test("on a phone the address, taps and search lead to their slide, in both directions", async () => {
  using deck = testDeck({
    "deck.yml": "title: T\nparts: [{ chapters: [one.md, two.md] }]\n",
    "one.md": manySlides(760),
    "two.md": "# The end\n\nlast words\n",
    "dot.svg":
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="300" height="300"><title>x</title></svg>',
  });
  const many = await builtFile(deck.folder);
  for (const [width, height] of [
    [390, 844],
    [844, 390],
  ] as const) {
    const context = await touchable(width, height);
    const { page, complaints } = await open(context, `${many}#/slide-700`);
    const top = (id: string) => page.evaluate<number>(`document.getElementById("${id}").getBoundingClientRect().top`);
    const isAtTop = (id: string) => expect.poll(async () => Math.abs(await top(id)), poll).toBeLessThan(2);
    const address = (id: string) => expect.poll(() => new URL(page.url()).hash, poll).toBe(`#/${id}`);
    await isAtTop("slide-700");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.locator(".reading-bar a").tap();
    await isAtTop("contents");
    await page.getByRole("link", { name: "The end" }).first().tap();
    await isAtTop("the-end");
    await address("the-end");
    await page.getByRole("button", { name: "Search the slides" }).tap();
    await page.getByRole("searchbox").fill("slide 333");
    await page.locator("dialog a").tap();
    await isAtTop("slide-333");
    await page.evaluate("document.getElementById('slide-350').scrollIntoView()");
    await address("slide-350");
    expect(complaints).toEqual([]);
    await context.close();
  }
});
