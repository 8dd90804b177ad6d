import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DECKS, deckNames } from "../decks.ts";
import { builtFile, launch, open, poll, TRAPS } from "./browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** What axe finds on a page as it is now, with all of its rules, also those that are no law. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`window.axe || (() => { ${AXE} })()`);
  const found = await page.evaluate<readonly Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n${failureSummary}`),
  );
}

const SCHEMES = ["light", "dark"] as const;

describe.each(SCHEMES)("%s", (colorScheme) => {
  test("the player: slides, search, overview, black screen", { timeout: 120_000 }, async () => {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 720 },
    });
    const { page } = await open(context, await builtFile(TRAPS));
    const slides = await page.evaluate<number>("Reveal.getSlides().length");
    for (let index = 0; index < slides; index++) {
      await page.evaluate(`Reveal.slide(${index}, 0, 99)`);
      expect(await violations(page), `slide ${index}`).toEqual([]);
    }
    await page.keyboard.press("Control+Shift+F");
    await page.keyboard.type("a");
    await expect.poll(() => page.locator("dialog li").count(), poll).toBeGreaterThan(3);
    expect(await violations(page), "search").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    expect(await violations(page), "black").toEqual([]);
    await context.close();
  });

  // Every slide of a deck at once, as for the printer: what belongs to the player is seen above.
  test.each(deckNames())("every slide of %s", { timeout: 120_000 }, async (name) => {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 720 },
    });
    const { page } = await open(context, `${await builtFile(join(DECKS, name))}?view=print`);
    await page.waitForFunction("document.querySelectorAll('.pdf-page').length > 0");
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
