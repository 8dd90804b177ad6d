import { type Browser, chromium } from "playwright-core";
import { GraderError } from "../core/errors.ts";

const QUIET = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** Starts Chromium, with nothing that asks the network by itself. Throws a GraderError where it does not start. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET }).catch((cause: unknown) => {
    throw new GraderError(
      "SETUP_REFUSED",
      `${executablePath} does not start as a Chromium.`,
      "Try it by hand, or set CHROMIUM to another one.",
      { cause },
    );
  });
}
