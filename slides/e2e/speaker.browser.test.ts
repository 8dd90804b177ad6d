import { basename } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer } from "../serve/server.ts";
import { launch, open, poll, TRAPS } from "./browser.ts";

let browser: Browser;
let context: BrowserContext;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  const name = basename(TRAPS);
  const folder = TRAPS.slice(0, -name.length);
  server = await startServer({ folder, names: [name], host: "127.0.0.1", port: 0, say: () => undefined });
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

test("a next slide that is slower than the current one in the speaker's window is still the next one", async () => {
  const { page } = await open(context, `${server.url}${basename(TRAPS)}.html#/slide`);
  const held: (() => void)[] = [];
  await context.route(/receiver(?!.*postMessageEvents)/, (route) => void held.push(() => void route.continue()));
  const [speaker] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
  await expect.poll(() => speaker.textContent(".speaker-controls-notes .value"), poll).toContain("A note with");
  await expect.poll(() => held.length, poll).toBe(1);
  for (const answer of held) answer();
  const upcoming = speaker.frameLocator("#upcoming-slide iframe").locator("section.present");
  await expect.poll(() => upcoming.locator(".fragment.visible").count(), poll).toBe(1);
  await context.unrouteAll();
  await page.close();
});
