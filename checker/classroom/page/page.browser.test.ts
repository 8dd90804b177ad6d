import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { source as axe } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OpenClass } from "../../../test/support/open-class.ts";

const PICTURES = fileURLToPath(new URL("../../../reports/classroom-page", import.meta.url));
const STUDENTS = 500;
/** For what looks at each element for long. */
const FEW = 30;
const PHONE = { width: 390, height: 844 };

let room: OpenClass;
let address: string;
let few: string;

beforeAll(async () => {
  room = await OpenClass.start();
  mkdirSync(PICTURES, { recursive: true });
  address = await room.pageOf(STUDENTS);
  few = await room.pageOf(FEW);
});

afterAll(() => room?.[Symbol.asyncDispose]());

const opened = (
  options: Parameters<OpenClass["opened"]>[1],
  look: (page: Page) => Promise<void>,
  place = address,
): Promise<void> => room.opened(place, options, look);

const picture = (page: Page, name: string) => page.screenshot({ path: join(PICTURES, `${name}.png`) });
const names = (page: Page) => page.locator("#class tbody tr:not([hidden]) th").allInnerTexts();

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>("axe.run()");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test("all students are there", async () => {
  await opened({}, async (page) => {
    expect(await names(page)).toHaveLength(STUDENTS);
    await picture(page, "screen");
  });
});

test("searching finds words in any order, without accents, and says how many there are", async () => {
  await opened({}, async (page) => {
    await page.getByLabel("Search").fill("novak zofie");
    expect(await names(page)).toEqual(["Žofie Nováková"]);
    expect(await page.locator("#told").innerText()).toBe(`1 of ${STUDENTS} students`);
    await page.getByLabel("Search").fill("");
    expect(await names(page)).toHaveLength(STUDENTS);
  });
});

test("sorting by keyboard: numbers from the highest, names as people sort them, what is undecided last", async () => {
  await opened({}, async (page) => {
    const values = () => page.locator("#class tbody tr td:nth-child(3)").allInnerTexts();
    const head = page.getByRole("button", { name: "part1 (40)" });
    await head.focus();
    await page.keyboard.press("Enter");
    expect((await values())[0]).toBe("40");
    expect((await values()).slice(-10)).toEqual(Array(10).fill("?"));
    await page.keyboard.press("Space");
    expect((await values())[0]).toBe("0");
    expect((await values()).slice(-10)).toEqual(Array(10).fill("?"));
    expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await page.getByRole("button", { name: "student" }).press("Enter");
    expect((await names(page)).slice(0, 3)).toEqual(["Student 1", "Student 2", "Student 3"]);
  });
});

test.each(["light", "dark"] as const)("axe finds nothing, in %s colours, with everything open", async (colorScheme) => {
  await opened(
    { colorScheme },
    async (page) => {
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      expect(await violations(page)).toEqual([]);
      await picture(page, colorScheme);
    },
    few,
  );
});

test("a phone scrolls the table and nothing else sideways", async () => {
  await opened(
    { viewport: PHONE, isMobile: true, hasTouch: true },
    async (page) => {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
      await picture(page, "phone");
      expect(await violations(page)).toEqual([]);
    },
    few,
  );
});

test("on paper there is the whole table and no search", async () => {
  await opened({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    expect(await page.getByLabel("Search").isVisible()).toBe(false);
    expect(await page.locator(".wide").evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    const pdf = await page.pdf({ path: join(PICTURES, "paper.pdf"), format: "A4" });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(10);
  });
});

test("without scripts the marks are there all the same, and nothing that does nothing", async () => {
  await opened({ javaScriptEnabled: false }, async (page) => {
    expect(await names(page)).toHaveLength(STUDENTS);
    expect(await page.getByLabel("Search").isVisible()).toBe(false);
  });
});
