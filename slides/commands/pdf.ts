import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { EXIT } from "../../checker/command-line/exit.ts";
import type { Io } from "../../checker/command-line/io.ts";
import { findBrowser } from "../../checker/setup/browser.ts";
import { startBrowser } from "../../checker/setup/start-browser.ts";
import { buildPage } from "../build.ts";
import { chosenDecks, DECKS, OUTPUT } from "../decks.ts";
import { DeckError } from "../format/problem.ts";
import { Renderer } from "../render/renderer.ts";
import { noBrowser } from "./browser-missing.ts";
import { outputFolder } from "./output.ts";

export interface PdfOptions {
  readonly out?: string;
  /** A page with the notes after each slide. */
  readonly notes?: boolean;
}

/** Prints decks with Chromium. Prints the paths. Gives the exit code; throws a GraderError where there is no Chromium. */
export async function pdf(
  wanted: readonly string[],
  { out = OUTPUT, notes = false }: PdfOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const names = chosenDecks(wanted);
  outputFolder(out);
  const executable = findBrowser(io.env);
  if (executable === undefined) throw noBrowser("Slides are printed by Chromium");
  const browser = await startBrowser(executable);
  const folder = await mkdtemp(join(tmpdir(), "slides-pdf-"));
  const renderer = new Renderer();
  let failed = false;
  try {
    for (const name of names) {
      signal.throwIfAborted();
      const built = await buildPage(join(DECKS, name), renderer).catch((error: unknown) => {
        if (!(error instanceof DeckError)) throw error;
        io.say(error.message);
        failed = true;
        return undefined;
      });
      if (built === undefined) continue;
      const file = join(folder, `${name}.html`);
      await writeFile(file, built.html);
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: "light" });
      await page.addInitScript(
        "addEventListener('DOMContentLoaded', () => Reveal.on('pdf-ready', () => { window.printable = true; }))",
      );
      await page.goto(`${pathToFileURL(file).href}?view=print${notes ? "&showNotes=separate-page" : ""}`);
      await page.waitForFunction("window.printable");
      const path = join(out, `${name}${notes ? "-notes" : ""}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
      await page.close();
      io.print(relative(process.cwd(), path));
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
  return failed ? EXIT.failed : EXIT.ok;
}
