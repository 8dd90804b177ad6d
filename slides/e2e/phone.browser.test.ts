import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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
  await page.evaluate("document.querySelector('.reveal-viewport').scrollTo(0, 1e6)");
  await expect.poll(async () => (await where(page)).id, poll).toBe("marked-parts");
  expect(complaints).toEqual([]);
  await context.close();
});
