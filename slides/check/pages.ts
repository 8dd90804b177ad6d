import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import type { Problem } from "../format/problem.ts";

/** What projectors have. */
export const SHAPES = [
  { name: "16:9", width: 1280, height: 720 },
  { name: "4:3", width: 1024, height: 768 },
] as const;

interface Measured {
  readonly source: string;
  readonly id: string;
  readonly what: string;
  /** True when there is more on the slide than it has room for. */
  readonly full?: boolean;
}

/** In the page: shows each slide with all its steps, and tells what does not fit, with its text made smaller, or is not there. */
const MEASURE = `async () => {
  const found = [];
  const slides = Reveal.getSlides();
  DeckFitted.all();
  for (const [index, slide] of slides.entries()) {
    Reveal.slide(index, 0, 999);
    const page = slide.querySelector(".page");
    const say = (what, full) => found.push({ source: slide.dataset.source, id: slide.id, what, full });
    const { down, right } = DeckFitted.over(page);
    if (down > 1) say("overflows the bottom of its page by " + Math.round(down) + " px", true);
    if (right > 1) say("overflows the right of its page by " + Math.round(right) + " px", true);
    for (const code of slide.querySelectorAll(".page pre")) {
      const over = code.scrollWidth - code.clientWidth;
      if (over > 1) say("has code that is " + over + " px wider than the page: " + code.textContent.trim().slice(0, 40), true);
    }
    for (const picture of slide.querySelectorAll(".page img")) {
      await picture.decode().catch(() => say("has a picture that cannot be shown: " + picture.alt));
      if (picture.clientWidth * picture.clientHeight < 400) say("has a picture with no size: " + picture.alt);
    }
    if (page.innerText.trim() === "" && !slide.querySelector("img, svg")) say("shows nothing");
  }
  return { found, count: slides.length };
}`;

/** Opens a built page at the shapes of projectors and measures every slide. A page without slides is a problem, too. */
export async function measurePages(browser: Browser, html: string, manifestFile: string): Promise<readonly Problem[]> {
  const folder = await mkdtemp(join(tmpdir(), "slides-pages-"));
  try {
    const file = join(folder, "deck.html");
    await writeFile(file, html);
    const all: Problem[] = [];
    for (const { name, width, height } of SHAPES) {
      const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
      await page.goto(pathToFileURL(file).href);
      await page.waitForFunction("window.Reveal && Reveal.isReady()");
      const { found, count } = await page.evaluate<{ found: readonly Measured[]; count: number }>(`(${MEASURE})()`);
      await page.close();
      if (count === 0) all.push({ file: manifestFile, line: 1, message: "this deck has no slides" });
      all.push(...found.map((measured) => problemOf(measured, name, manifestFile)));
    }
    return all;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function problemOf({ source, id, what, full }: Measured, shape: string, manifestFile: string): Problem {
  const [, file, line] = /^(.*):(\d+)$/.exec(source) ?? [];
  const also = full ? ", with its text at 80 %" : "";
  return {
    file: file ?? manifestFile,
    line: Number(line ?? 1),
    message: `the slide "${id}" ${what} (${shape}${also})`,
  };
}
