import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { builtFile, launch, poll, ready, TRAPS } from "./browser.ts";

let browser: Browser;
let page: Page;
let file: string;
beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  file = await builtFile(TRAPS);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  await page.goto(`${file}#/dashes-in-code`);
  await page.reload();
  await ready(page);
});

test("T goes from the system's colours to light and dark ones, which the browser remembers", async () => {
  const colours = () => page.evaluate<string>("getComputedStyle(document.documentElement).colorScheme");
  expect(await colours()).toBe("light dark");
  for (const theme of ["light", "dark"]) {
    await page.keyboard.press("t");
    expect(await colours()).toBe(theme);
    await page.reload();
    await ready(page);
    expect(await colours()).toBe(theme);
  }
  await page.emulateMedia({ media: "print" });
  expect(await colours()).toBe("light");
  await page.emulateMedia({ media: null });
  await page.keyboard.press("t");
  expect(await colours()).toBe("light dark");
  await expect.poll(() => page.textContent(".aria-status"), poll).toBe("Colours of the system");
});

test("a button on each block of code copies it, and says so", async () => {
  const block = page.locator("#dashes-in-code pre.code").first();
  await block.hover();
  const button = block.getByRole("button");
  await button.click();
  await expect.poll(() => button.getAttribute("aria-label"), poll).toBe("Copied");
  await page.keyboard.press("/");
  await page.keyboard.press("Control+v");
  const code = (await block.locator("code").textContent()) ?? "";
  expect(code).not.toBe("");
  // A field of one line takes no line ends.
  expect(await page.getByRole("searchbox").inputValue()).toBe(code.replaceAll("\n", " "));
  await page.keyboard.press("Escape");
  await expect.poll(() => button.getAttribute("aria-label"), poll).toBe("Copy the code");
});
