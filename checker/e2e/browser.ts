import type { Browser, Page } from "playwright-core";
import { findBrowser } from "../setup/browser.ts";
import { startBrowser } from "../setup/start-browser.ts";

/** Chromium for tests: one that is not there is a failure that says so. */
export async function launch(): Promise<Browser> {
  const path = findBrowser(process.env);
  if (path !== undefined) return startBrowser(path);
  throw new Error('No Chromium: install the package "chromium", or set CHROMIUM to where it is.');
}

/** Of other tests that make or remove a Docker network meanwhile: Chromium then drops what it is loading. The page asks again. */
const OF_THE_MACHINE = /ERR_NETWORK_CHANGED/;

/** Puts down what the page has to complain about, in its console or as an error that nobody caught. */
export function noteComplaints(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || OF_THE_MACHINE.test(message.text())) return;
    complaints.push(message.text());
  });
}
