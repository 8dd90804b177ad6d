import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll } from "vitest";
import { noteComplaints } from "../../checker/e2e/browser.ts";
import { buildPage } from "../build.ts";
import { Renderer } from "../render/renderer.ts";

export const TRAPS = fileURLToPath(new URL("traps", import.meta.url));
export const poll = { timeout: 20_000, interval: 50 };

export { launch } from "../../checker/e2e/browser.ts";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Builds the deck in a folder, writes it where nothing else is, and gives its file: address. Gone after the tests. */
export async function builtFile(folder: string): Promise<string> {
  const { html } = await buildPage(folder, new Renderer());
  const place = await mkdtemp(join(tmpdir(), "slides-built-"));
  folders.push(place);
  const file = join(place, "deck.html");
  await writeFile(file, html);
  return pathToFileURL(file).href;
}

export interface Opened {
  readonly page: Page;
  /** What the page asked of anybody, and what it complained about. */
  readonly requests: string[];
  readonly complaints: string[];
}

/** Opens a deck and waits until it can be used. */
export async function open(context: BrowserContext, address: string): Promise<Opened> {
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  noteComplaints(page, complaints);
  await page.goto(address);
  await ready(page);
  return { page, requests, complaints };
}

export async function ready(page: Page): Promise<void> {
  await page.waitForFunction("window.Reveal && Reveal.isReady()");
}

/** Where a deck is: name of the slide, and the step. */
export function where(page: Page): Promise<{ id: string; step: number }> {
  return page.evaluate("({ id: Reveal.getCurrentSlide().id, step: Reveal.getIndices().f ?? -1 })");
}
