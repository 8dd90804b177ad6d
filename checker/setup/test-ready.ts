import { GraderError } from "../core/errors.ts";
import { connect } from "../engine/connect.ts";
import { ensureBrowser } from "./browser.ts";
import { leftBy, lookAround } from "./leftovers.ts";
import { ensureReady } from "./ready.ts";

const say = (line: string) => console.error(line);

/**
 * Vitest runs this once before all tests: what `npm run check` makes sure of, and the browser that the page is tested in.
 * What it gives back runs after all tests: a suite that has left something behind fails, and names it.
 */
export async function setup(): Promise<() => Promise<void>> {
  await ensureReady({ env: process.env, say, images: "classroom" });
  const docker = connect(process.env);
  const before = await lookAround(docker);
  try {
    process.env.CHROMIUM = await ensureBrowser(process.env, say);
  } catch (error) {
    // The one test that needs it fails, and says so; the others can do without.
    if (!(error instanceof GraderError)) throw error;
    say(`${error.message} ${error.advice}`);
  }
  return async () => {
    // Workers of this suite have ended, and with them every owner that it had.
    const left = await leftBy(docker, before, process.env.WORKSHOP_SHARED_ENGINE !== undefined);
    if (left.length > 0) throw new Error(`the tests left behind:\n${left.join("\n")}`);
  };
}
