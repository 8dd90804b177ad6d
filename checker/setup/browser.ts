import { GraderError } from "../core/errors.ts";
import type { Say } from "../images/step.ts";
import { aptInstall } from "./apt.ts";
import { consent } from "./consent.ts";
import { thisMachine } from "./machine.ts";
import { findInPath } from "./path.ts";
import { byHand } from "./plan.ts";

/** What Debian and others call it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const PACKAGES = ["chromium", "fonts-dejavu-core"];

/** Only the tests open the lab's page in a real browser: CHROMIUM, or one in PATH; installed where we may. */
export async function ensureBrowser(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const found = findBrowser(env);
  if (found) return found;
  const machine = thisMachine(env);
  const hand = byHand(machine.platform, machine.debianLike, PACKAGES);
  if (!machine.debianLike || !machine.root) {
    throw new GraderError(
      "SETUP_REFUSED",
      "The tests open the lab's page in Chromium, which is not on this machine.",
      machine.debianLike ? `To get it, ${hand}.` : "Install Chromium, and set CHROMIUM to where it is.",
    );
  }
  await consent({ env, say })("The tests need Chromium", hand);
  await aptInstall(env, say, PACKAGES);
  const installed = findBrowser(env);
  if (installed) return installed;
  throw new GraderError("SETUP_REFUSED", "Chromium was installed and cannot be found.", "Set CHROMIUM to where it is.");
}

/** Where Chromium is: what CHROMIUM says, or one in PATH. */
export function findBrowser(env: NodeJS.ProcessEnv): string | undefined {
  if (env.CHROMIUM) return env.CHROMIUM;
  for (const name of NAMES) {
    const found = findInPath(env, name);
    if (found) return found;
  }
  return undefined;
}
