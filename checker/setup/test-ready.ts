import { GraderError } from "../core/errors.ts";
import { ensureBrowser } from "./browser.ts";
import { ensureReady } from "./ready.ts";

const say = (line: string) => console.error(line);

/** Vitest runs this once before all tests: what `npm run check` makes sure of, and the browser that the page is tested in. */
export async function setup(): Promise<void> {
  await ensureReady({ env: process.env, say, images: "classroom" });
  try {
    process.env.CHROMIUM = await ensureBrowser(process.env, say);
  } catch (error) {
    // The one test that needs it fails, and says so; the others can do without.
    if (!(error instanceof GraderError)) throw error;
    say(`${error.message} ${error.advice}`);
  }
}
