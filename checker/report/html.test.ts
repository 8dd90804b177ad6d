import { describe, expect, test } from "vitest";
import { terminalText } from "./escape.ts";
import { hostile, nasty, withTexts } from "./golden/hostile.ts";
import { read as readMarkup } from "./golden/read.ts";
import { runs } from "./golden/reports.ts";
import { html } from "./html.ts";
import { lanesOf, ticksOf } from "./html-lanes.ts";

const read = (page: string) => readMarkup(page, "<!doctype html>\n");

function shape(page: string): string[] {
  return read(page).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(" "));
}

const elements =
  "html head meta title style body main header section div p h1 h2 h3 small ul li dl dt dd pre code q b strong span time details summary figure figcaption table thead tbody tr th td svg circle rect line text".split(
    " ",
  );
const attributes =
  "lang charset http-equiv content name class open title datetime scope role aria-label aria-hidden viewBox cx cy r pathLength stroke-dasharray stroke-dashoffset x y x1 x2 y1 y2 width height rx".split(
    " ",
  );

describe("html", () => {
  test.each(Object.entries(runs))("%s", async (name, reports) => {
    await expect(html(reports)).toMatchFileSnapshot(`golden/${name}.html`);
  });

  test.each(Object.entries(runs))("%s: only known elements and attributes", (_, reports) => {
    for (const tag of read(html(reports))) {
      expect(elements).toContain(tag.name);
      for (const attribute of Object.keys(tag.attributes)) expect(attributes).toContain(attribute);
    }
  });

  test("whatever the text, the page has the elements that it has for plain text", () => {
    for (const text of [...nasty, nasty.join(" ")]) {
      // The first line of an error's message is its headline, the others are a block.
      const plain = terminalText(text).replace(/[^\n]+/g, "x");
      expect(shape(html([withTexts(text)]))).toEqual(shape(html([withTexts(plain)])));
    }
  });

  test("nothing in it loads, links or runs", () => {
    const page = html([hostile]);
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(page).not.toMatch(
      /<(?:script|a|img|link|iframe|object|form)\b| (?:src|href|style|on[a-z]+)="|url\(|@import/i,
    );
    expect(page).not.toMatch(/(?![\n\t])\p{Control}|\p{Surrogate}|[\u202a-\u202e\u2066-\u2069]/u);
  });

  test("blank lines of evidence stay", () => {
    expect(html([hostile])).toContain("<pre>wiped\n\nlink\n");
  });

  test("what stands inside the style cannot end it", () => {
    expect(html([hostile]).match(/<\/style/g)).toHaveLength(1);
  });
});

test("steps that overlap get lanes of their own", () => {
  const step = (start: number, seconds: number) => ({ start, seconds });
  expect(lanesOf([step(0, 2), step(1, 2), step(2, 1), step(2.5, 1), step(10, 1)])).toEqual([0, 1, 0, 2, 0]);
});

test.each([0.001, 0.4, 3, 6.4, 59, 3000, 100000])("an axis of %s s has a few round ticks", (length) => {
  const ticks = ticksOf(length);
  expect(ticks[0]).toBe(0);
  expect(ticks.length).toBeLessThanOrEqual(7);
});
