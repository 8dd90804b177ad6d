import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFile, launch, open, TRAPS } from "./browser.ts";

let browser: Browser;
let file: string;

beforeAll(async () => {
  browser = await launch();
  file = await builtFile(TRAPS);
});
afterAll(() => browser?.close());

const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;

/** Printed as from the browser's menu, in the dark. */
async function printed(query = ""): Promise<{ pdf: Buffer; slides: number; notes: number }> {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 1280, height: 720 } });
  const { page } = await open(context, `${file}${query}`);
  if (query !== "") await page.waitForFunction("document.querySelectorAll('.pdf-page').length > 0");
  const slides = await page.evaluate<number>("Reveal.getSlides().length");
  const notes = await page.evaluate<number>("document.querySelectorAll('section.slide aside.notes').length");
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await context.close();
  return { pdf, slides, notes };
}

test("the browser's menu prints each slide on a page, without notes", async () => {
  const { pdf, slides } = await printed();
  expect(pages(pdf)).toBe(slides);
  expect(pdf.toString("latin1")).toMatch(/\/MediaBox\s*\[0 0 960 540\]/);
});

test("?view=print prints the same, and with showNotes a page of notes after each slide that has some", async () => {
  const plain = await printed("?view=print");
  expect(pages(plain.pdf)).toBe(plain.slides);
  const { pdf, slides, notes } = await printed("?view=print&showNotes=separate-page");
  expect(notes).toBeGreaterThan(1);
  expect(pages(pdf)).toBe(slides + notes);
});

test("on paper the background is white, and all steps are there", async () => {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 1280, height: 720 } });
  const { page } = await open(context, file);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  const hidden = await page.evaluate<string[]>(
    "[...document.querySelectorAll('.fragment')].filter((e) => !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })).map((e) => e.textContent)",
  );
  expect(hidden).toEqual([]);
  await context.close();
});
