import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pixels that the text has to be high. */
  readonly least: number;
}

/** A page shows its text large enough, and fits on a screen without scrolling, light and dark; keeps a picture of each. */
export async function readableFromAfar(
  page: Page,
  url: string,
  { name, width, height, least }: Screen,
  { selector, pictures }: { readonly selector: string; readonly pictures: string },
): Promise<void> {
  await page.setViewportSize({ width, height });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(url);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
    const size = await page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).fontSize`);
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(least);
    const body = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]";
    expect(await page.evaluate(body), "fits without scrolling").toEqual([width, height]);
  }
}
