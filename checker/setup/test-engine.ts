import { connect } from "../engine/connect.ts";
import { leftBy, lookAround } from "./leftovers.ts";
import { ensureReady } from "./ready.ts";

/**
 * Vitest runs this once before the tests that need an engine: what `npm run check` makes sure of, for all labs.
 * What it gives back runs after them: a suite that has left something behind fails, and names it.
 */
export async function setup(): Promise<() => Promise<void>> {
  await ensureReady({ env: process.env, say: (line) => console.error(line), images: "classroom" });
  const docker = connect(process.env);
  const before = await lookAround(docker);
  return async () => {
    // Workers of this suite have ended, and with them every owner that it had.
    const left = await leftBy(docker, before, process.env.WORKSHOP_SHARED_ENGINE !== undefined);
    if (left.length > 0) throw new Error(`the tests left behind:\n${left.join("\n")}`);
  };
}
