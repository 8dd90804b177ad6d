import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Alike } from "../../checker/classroom/gradebook.ts";
import { slugOf } from "../../checker/classroom/hand-in/naming.ts";
import { Scratch } from "../../checker/classroom/hand-in/testing.ts";
import { classPage } from "../../checker/classroom/page/page.ts";
import { errored, gradebookOf, wrong } from "../../checker/classroom/testing.ts";
import { launch, noteComplaints } from "../../checker/e2e/browser.ts";

/** The page of a class in a browser, for tests. */
export class OpenClass implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #scratch = new Scratch();

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<OpenClass> {
    return new OpenClass(await launch());
  }

  /** A class in which some do well, some badly, and every fiftieth could not be judged; gives the page's address. */
  async pageOf(students: number): Promise<string> {
    const names = Array.from({ length: students }, (_, index) => `Student ${index + 1}`);
    names[6] = "Žofie Nováková";
    const outcomes = names.map((name, index) => {
      const found =
        index % 50 === 0 ? [wrong, errored] : index % 3 === 0 ? [wrong] : index % 7 === 0 ? [wrong, wrong] : [];
      return [`${slugOf(name)} part1`, found] as const;
    });
    const book = await gradebookOf(names, Object.fromEntries(outcomes));
    const text = "FROM python:3.13-slim\n# the same words\nRUN pip install flask\n".repeat(8);
    const alike: Alike[] = [
      { students: ["student-2", "student-3"], share: 0.93, files: [{ path: "rng/Dockerfile", texts: [text, text] }] },
    ];
    const page = classPage({ ...book, alike, passedBy: ["/class/notes.txt"] });
    return pathToFileURL(this.#scratch.write(`${students}.html`, page)).href;
  }

  /** A page, opened; what it has to complain about fails the test. */
  async opened(
    address: string,
    options: Parameters<Browser["newPage"]>[0],
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const page = await this.#browser.newPage(options);
    const complaints: string[] = [];
    noteComplaints(page, complaints);
    try {
      await page.goto(address);
      await look(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    this.#scratch[Symbol.dispose]();
  }
}
