import { GraderError } from "../core/errors.ts";
import { ensureBrowser } from "./browser.ts";

const say = (line: string) => console.error(line);

/** Vitest runs this once before the tests that need a browser. Without one, each of them fails and says so. */
export async function setup(): Promise<void> {
  try {
    process.env.CHROMIUM = await ensureBrowser(process.env, say);
  } catch (error) {
    if (!(error instanceof GraderError)) throw error;
    say(`${error.message} ${error.advice}`);
  }
}
