import { type Browser, chromium } from "playwright-core";
import { GraderError } from "../core/errors.ts";

const QUIET = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/**
 * Starts Chromium, with nothing that asks the network by itself. Throws a GraderError where it does not start. With
 * `handleSIGINT` false the process goes on after Ctrl-C, and has to close it.
 */
export function startBrowser(executablePath: string, { handleSIGINT = true } = {}): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET, handleSIGINT }).catch((cause: unknown) => {
    throw new GraderError(
      "SETUP_REFUSED",
      `${executablePath} does not start as a Chromium.`,
      "Try it by hand, or set CHROMIUM to another one.",
      { cause },
    );
  });
}
