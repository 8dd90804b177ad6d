import { expect, test } from "vitest";
import { builtFile, launch, open, poll, TRAPS, where } from "./browser.ts";

test("? tells the keys; it and / are found on any keyboard", async () => {
  const browser = await launch();
  try {
    const { page, complaints } = await open(await browser.newContext(), `${await builtFile(TRAPS)}#/slide`);
    const help = page.locator(".r-overlay-help");
    const search = page.getByRole("dialog", { name: "Search the slides" });
    await page.keyboard.press("Shift+?");
    await expect.poll(() => help.textContent(), poll).toContain("Search the slides");
    await page.keyboard.press("Escape");
    await expect.poll(() => help.count(), poll).toBe(0);
    // As on a German keyboard: other keys, and both with Shift.
    const typed = (key: string, keyCode: number) =>
      page.evaluate(
        `document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", keyCode: ${keyCode}, shiftKey: true, bubbles: true }))`,
      );
    await typed("?", 219);
    await expect.poll(() => help.count(), poll).toBe(1);
    await page.keyboard.press("Escape");
    await typed("/", 55);
    await expect.poll(() => search.isVisible(), poll).toBe(true);
    await page.keyboard.type("a/?");
    expect(await search.getByRole("searchbox").inputValue()).toBe("a/?");
    await page.keyboard.press("Escape");
    expect(await where(page)).toEqual({ id: "slide", step: -1 });
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
