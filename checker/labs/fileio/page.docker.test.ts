import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readableFromAfar } from "../../../test/support/afar.ts";
import { Playground, visit } from "../../../test/support/playground.ts";
import { launch, noteComplaints } from "../../e2e/browser.ts";

// The page in a real browser, on the sizes of a projector and a phone.

const pictures = fileURLToPath(new URL("../../../reports/fileio-page", import.meta.url));
const around = new Playground("fileio", "writer", "webapp");
const requested: string[] = [];
const complaints: string[] = [];
let browser: Browser;
let page: Page;
let url: string;

beforeAll(async () => {
  await around.open();
  await around.run("writer", around.image("writer"));
  url = await around.serve("webapp", { service: "webapp", port: 8000 });
  await vi.waitFor(async () => expect((await visit(url)).status).toBe(200), { timeout: 20_000, interval: 100 });
  await mkdir(pictures, { recursive: true });
  browser = await launch();
  page = await browser.newPage();
  page.on("request", (request) => requested.push(request.url()));
  noteComplaints(page, complaints);
});

afterAll(async () => {
  await browser?.close();
  await around[Symbol.asyncDispose]();
});

test("shows the text, and asks for nothing else", async () => {
  await page.goto(url);
  const first = await page.textContent("pre");
  expect(first).toMatch(/^Text \d+ of [0-9a-f]{12}, written at [\d:]{8}\n[0-9a-f]{48}\n$/);
  await vi.waitFor(
    async () => {
      await page.reload();
      expect(await page.textContent("pre")).not.toBe(first);
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(new Set(requested.filter((address) => !address.startsWith("data:")))).toEqual(new Set([url]));
  expect(complaints).toEqual([]);
});

test.each([
  { name: "projector", width: 1280, height: 720, least: 28 },
  { name: "phone", width: 390, height: 844, least: 16 },
])("the text can be read from afar, and fits: $name", (screen) =>
  readableFromAfar(page, url, screen, { selector: "pre", pictures }),
);
