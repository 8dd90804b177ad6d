import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readableFromAfar } from "../../../test/support/afar.ts";
import { Playground, visit } from "../../../test/support/playground.ts";
import { launch, noteComplaints } from "../../e2e/browser.ts";

// The app's page in a real browser, on the sizes of a projector and a phone.

const pictures = fileURLToPath(new URL("../../../reports/visits-page", import.meta.url));
const around = new Playground("visits", "app");

/** Starts the app; gives its address. */
const app = (name: string, options: readonly string[], command: readonly string[] = []) =>
  around.serve(name, { service: "app", port: 5000, options, command });
const requested: string[] = [];
const complaints: string[] = [];
let browser: Browser;
let page: Page;
let url: string;

beforeAll(async () => {
  await around.open();
  await around.run("db", "redis");
  url = await app("app", ["--env", "REDIS_HOST=db"]);
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

const headline = async () => Number(await page.textContent("h1"));

test("each look is one visit, whoever looks, and nothing else is asked for", async () => {
  await page.goto(url);
  const first = await headline();
  expect(await page.textContent("p")).toMatch(
    new RegExp(`^This is visit number ${first}, answered by [0-9a-f]{12}\\.$`),
  );
  expect(await page.title()).toBe(`Visits: ${first}`);
  await visit(url);
  await page.reload();
  expect(await headline()).toBe(first + 2);
  await page.reload();
  expect(await headline()).toBe(first + 3);
  expect(requested.filter((address) => !address.startsWith("data:"))).toEqual([url, url, url]);
  expect(complaints).toEqual([]);
});

test.each([
  { name: "projector", width: 1280, height: 720, least: 96 },
  { name: "phone", width: 390, height: 844, least: 64 },
])("the number can be read from afar: $name", (screen) =>
  readableFromAfar(page, url, screen, { selector: "h1", pictures }),
);

test("without redis the page says so, and the next look after it is back counts", async () => {
  await around.docker("stop", around.called("db"));
  const response = await page.goto(url);
  expect(response?.status()).toBe(503);
  expect(await page.textContent("p")).toBe("The number of visits is not known: no redis answers at db:6379.");
  await around.docker("start", around.called("db"));
  await vi.waitFor(async () => expect((await page.goto(url))?.status()).toBe(200), { timeout: 20_000, interval: 200 });
  expect(await headline()).toBeGreaterThan(4);
});
