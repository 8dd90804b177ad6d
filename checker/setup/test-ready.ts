import { ensureReady } from "./ready.ts";

/** Vitest runs this once before all tests: engine and classroom images, as `npm run check` makes sure of them. */
export async function setup(): Promise<void> {
  await ensureReady({ env: process.env, say: (line) => console.error(line), images: "classroom" });
}
