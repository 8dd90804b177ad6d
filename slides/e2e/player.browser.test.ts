import { basename } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../serve/server.ts";
import { builtFile, launch, type Opened, open, poll, ready, TRAPS, where } from "./browser.ts";

let browser: Browser;
let context: BrowserContext;
let file: string;
let served: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  file = await builtFile(TRAPS);
  server = await startServer({
    folder: TRAPS.slice(0, -basename(TRAPS).length),
    names: [basename(TRAPS)],
    host: "127.0.0.1",
    port: 0,
    say: () => undefined,
  });
  served = new URL(`${basename(TRAPS)}.html`, server.url).href;
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const evaluate = <T>(page: Page, script: string) => page.evaluate<T>(script);
const at = (page: Page, id: string, step = -1) => expect.poll(() => where(page), poll).toEqual({ id, step });

describe.each([
  ["from disk", () => file],
  ["served", () => served],
])("%s", (_, address) => {
  let opened: Opened;
  let page: Page;

  beforeAll(async () => {
    opened = await open(context, address());
    page = opened.page;
  });
  afterAll(async () => {
    await page.close();
  });

  /** The page anew, at a slide: no test begins where another one has ended. */
  async function fresh(hash = ""): Promise<void> {
    await page.goto(`${address()}${hash}`);
    await page.reload();
    await ready(page);
  }

  test("keys go through slides and steps, and the address follows", async () => {
    await fresh();
    await press(page, "ArrowRight", "Space", "ArrowDown", "PageDown");
    await at(page, "slide");
    await press(page, "ArrowRight");
    await at(page, "slide", 0);
    await expect.poll(() => new URL(page.url()).hash, poll).toBe("#/slide/0");
    await press(page, "ArrowRight");
    await at(page, "dashes-in-code");
    await press(page, "ArrowLeft");
    await at(page, "slide", 0);
    await press(page, "End");
    await at(page, "marked-parts");
    await press(page, "Home");
    await at(page, "start");
  });

  test("an address leads to a slide and a step, also from a link", async () => {
    await fresh("#/out-of-the-frame/1");
    await at(page, "out-of-the-frame", 1);
    expect(await page.locator("#out-of-the-frame li:visible").allTextContents()).toEqual(["one", "two", "three"]);
    await page.goto(`${address()}#/fancy-name_2`);
    await at(page, "fancy-name_2");
    await page.getByRole("link", { name: "lien" }).click();
    await at(page, "first");
    await page.getByRole("link", { name: "Next: Lines of Windows" }).click();
    await at(page, "lines-of-windows");
  });

  test("the overview shows many slides, and Enter leads to one", async () => {
    await fresh("#/first");
    await press(page, "o");
    await expect.poll(() => evaluate(page, "Reveal.isOverview()"), poll).toBe(true);
    expect(await page.locator("section.slide:visible").count()).toBeGreaterThan(5);
    await press(page, "ArrowRight", "Enter");
    await expect.poll(() => evaluate(page, "Reveal.isOverview()"), poll).toBe(false);
    await at(page, "slide");
  });

  test("B makes the screen black, and only B brings it back", async () => {
    await fresh("#/slide");
    const overlay = page.locator(".pause-overlay");
    await press(page, "b");
    const style = (name: string) =>
      evaluate(page, `getComputedStyle(document.querySelector(".pause-overlay")).${name}`);
    await expect.poll(() => style("opacity"), poll).toBe("1");
    expect(await style("backgroundColor")).toBe("rgb(0, 0, 0)");
    await expect.poll(() => page.textContent(".aria-status"), poll).toBe("The screen is black");
    const before = await where(page);
    await press(page, "ArrowRight");
    expect(await where(page)).toEqual(before);
    await press(page, "b");
    await expect.poll(() => overlay.isVisible(), poll).toBe(false);
  });

  test("G jumps to a slide by its number or its name", async () => {
    await fresh("#/slide");
    await press(page, "g");
    await page.keyboard.type("2");
    await press(page, "Enter");
    await at(page, "contents");
    // Its field is taken away by a timer of 1 ms, which would take the next one, too.
    await evaluate(page, "new Promise((done) => setTimeout(done, 10))");
    await press(page, "g");
    await page.keyboard.type("blocks");
    await press(page, "Enter");
    await at(page, "blocks");
  });

  test("F fills the screen", async () => {
    await fresh();
    await press(page, "f");
    await expect.poll(() => evaluate(page, "document.fullscreenElement !== null"), poll).toBe(true);
    await evaluate(page, "document.exitFullscreen()");
    await expect.poll(() => evaluate(page, "document.fullscreenElement === null"), poll).toBe(true);
  });

  test("the search finds text on any slide, says how many, and shows the step", async () => {
    await fresh();
    await press(page, "Control+Shift+F");
    const dialog = page.getByRole("dialog", { name: "Search the slides" });
    await page.keyboard.type("$1 AND");
    await expect.poll(() => dialog.getByRole("status").textContent(), poll).toBe("1 slide");
    await press(page, "Enter");
    await at(page, "slide", 0);
    expect(await evaluate(page, "CSS.highlights.get('search').size")).toBe(1);
    await press(page, "/");
    await page.keyboard.type("diapositivé");
    await expect.poll(() => dialog.getByRole("link").count(), poll).toBe(1);
    await press(page, "ArrowDown", "Enter");
    await at(page, "fancy-name_2");
    await press(page, "Control+Shift+F");
    await page.keyboard.type("(no such text");
    await expect.poll(() => dialog.getByRole("status").textContent(), poll).toBe("No slide has this text.");
    await press(page, "Escape");
    await press(page, "o");
    expect(await dialog.isVisible()).toBe(false);
    expect(await evaluate(page, "Reveal.isOverview()")).toBe(true);
    expect(await page.locator(".page em").count()).toBeGreaterThan(0);
  });

  test("the speaker's window has notes, next slide, clock and timer, and both windows stay in step", async () => {
    await fresh("#/slide");
    const [speaker] = await Promise.all([page.waitForEvent("popup"), press(page, "s")]);
    const notes = () => speaker.textContent(".speaker-controls-notes .value");
    const frame = (name: string) => speaker.frameLocator(`#${name} iframe`).locator("section.present");
    await expect.poll(notes, poll).toContain("A note with bold words");
    await expect.poll(() => frame("current-slide").getAttribute("id"), poll).toBe("slide");
    await expect.poll(() => frame("upcoming-slide").locator(".fragment.visible").count(), poll).toBe(1);
    expect(await speaker.textContent(".clock-value")).toMatch(/\d?\d:\d\d/);
    const seconds = async () => Number((await speaker.textContent(".timer .seconds-value"))?.replace(":", ""));
    const began = await seconds();
    await expect.poll(seconds, poll).toBeGreaterThan(began);

    await press(page, "ArrowRight", "ArrowRight");
    await at(page, "dashes-in-code");
    await expect.poll(() => frame("current-slide").getAttribute("id"), poll).toBe("dashes-in-code");
    await expect.poll(() => frame("upcoming-slide").getAttribute("id"), poll).toBe("in-the-frame");
    await press(speaker, "ArrowLeft");
    await at(page, "slide", 0);
    await expect.poll(notes, poll).toContain("A note with bold words");
    await press(speaker, "b");
    await expect.poll(() => evaluate(page, "Reveal.isPaused()"), poll).toBe(true);
    await press(speaker, "b");
    await expect.poll(() => evaluate(page, "Reveal.isPaused()"), poll).toBe(false);
    if (address() === file) {
      // A page that is loaded anew has a window of its own.
      await Promise.all([speaker.waitForEvent("close"), fresh("#/slide")]);
      const [another] = await Promise.all([page.waitForEvent("popup"), press(page, "s")]);
      await expect.poll(() => another.textContent(".speaker-controls-notes .value"), poll).toContain("A note with");
      await another.close();
    } else await speaker.close();
  });

  test("it asks nobody else for anything, and has nothing to complain about", () => {
    const own = new URL(address());
    const outside = opened.requests.filter((request) => {
      const url = new URL(request);
      return !(url.protocol === "data:" || (url.protocol === own.protocol && url.host === own.host));
    });
    expect(outside).toEqual([]);
    expect(opened.requests.filter((request) => request.startsWith("file:") && !request.startsWith(own.href))).toEqual(
      [],
    );
    expect(opened.complaints).toEqual([]);
  });
});

test("a screen reader is told each slide and step; what is not shown is not read", async () => {
  const { page } = await open(context, `${file}#/slide`);
  const told = () => page.textContent(".aria-status");
  await expect.poll(told, poll).toMatch(/^Slide 5 of \d+: Note: this is text, and stays. Text before dashes$/);
  await press(page, "ArrowRight");
  await expect.poll(told, poll).toContain("is no heading");
  expect(await told()).not.toContain("bold words");
  await press(page, "ArrowRight");
  await expect.poll(told, poll).toMatch(/^Slide 6 of \d+: Dashes in code /);
  await page.close();
});

test("the focus can be seen, and a fading of slides only where it is not unwelcome", async () => {
  const { page } = await open(context, `${file}#/contents`);
  await press(page, "Tab");
  expect(await evaluate(page, "document.activeElement.matches(':focus-visible')")).toBe(true);
  expect(await evaluate<string>(page, "getComputedStyle(document.activeElement).outlineWidth")).toBe("4px");
  expect(await evaluate(page, "Reveal.getConfig().transition")).toBe("none");
  await page.close();
  const lively = await browser.newContext({ reducedMotion: "no-preference" });
  const other = await open(lively, file);
  expect(await evaluate(other.page, "Reveal.getConfig().transition")).toBe("fade");
  await lively.close();
});

test("text is as large as it has to be at the back of a room, and flows on a narrow projector", async () => {
  const narrow = await browser.newContext({ viewport: { width: 1024, height: 768 } });
  const { page } = await open(narrow, `${file}#/slide`);
  const share = await evaluate<number>(
    page,
    "(() => { const p = document.querySelector('#slide p'); return p.getBoundingClientRect().height / p.offsetHeight * parseFloat(getComputedStyle(p).fontSize) / innerHeight; })()",
  );
  expect(share).toBeGreaterThan(1 / 25);
  const number = await page.locator(".slide-number").boundingBox();
  const arrows = await page.locator(".controls").boundingBox();
  expect(number && arrows && number.x + number.width < arrows.x, "the number is beside the arrows").toBe(true);
  expect(await evaluate(page, "[Reveal.getConfig().width, Reveal.getConfig().height]")).toEqual([960, 720]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect
    .poll(() => evaluate(page, "[Reveal.getConfig().width, Reveal.getConfig().height]"), poll)
    .toEqual([1280, 720]);
  await narrow.close();
});
