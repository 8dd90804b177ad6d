import type { Page } from "playwright-core";

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
