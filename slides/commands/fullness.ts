import type { Browser } from "playwright-core";
import type { Io } from "../../checker/command-line/io.ts";
import { GraderError } from "../../checker/core/errors.ts";
import { findBrowser } from "../../checker/setup/browser.ts";
import { startBrowser } from "../../checker/setup/start-browser.ts";
import type { Built } from "../build.ts";
import { measurePages } from "../check/pages.ts";
import { describe } from "../format/problem.ts";

/** Tells which slides hold more than they have room for. Only a browser knows; where there is none, that is said once. */
export class Fullness implements AsyncDisposable {
  readonly #io: Pick<Io, "env" | "say">;
  #browser: Promise<Browser | undefined> | undefined;

  constructor(io: Pick<Io, "env" | "say">) {
    this.#io = io;
  }

  async tell({ html, rendered }: Built): Promise<void> {
    this.#browser ??= this.#start();
    const browser = await this.#browser;
    if (browser === undefined) return;
    for (const problem of await measurePages(browser, html, rendered.deck.manifestFile))
      this.#io.say(describe({ ...problem, warning: true }));
  }

  async #start(): Promise<Browser | undefined> {
    const executable = findBrowser(this.#io.env);
    try {
      if (executable !== undefined) return await startBrowser(executable, { handleSIGINT: false });
      this.#io.say("It was not looked whether all slides fit: Chromium is not on this machine.");
    } catch (error) {
      if (!(error instanceof GraderError)) throw error;
      this.#io.say(`It was not looked whether all slides fit: ${error.message}`);
    }
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#browser)?.close();
  }
}
