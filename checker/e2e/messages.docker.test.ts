import { test, vi } from "vitest";
import { attempt } from "./attempt.ts";
import { composeFiles } from "./messages/compose.ts";
import { images } from "./messages/images.ts";
import { stacks } from "./messages/stacks.ts";
import { said } from "./said.ts";

// More at once would only make each other slow; and whoever measures is waited for.
vi.setConfig({ maxConcurrency: 2, testTimeout: 600_000 });

/**
 * What is said of something wrong, as a student reads it, judged for real. Whoever changes a message changes its golden file:
 * `vitest run -u` does, and the difference shows it.
 */
test.concurrent.for([...composeFiles, ...images, ...stacks])(
  "$name",
  async ({ name, lab, part, until, edit }, { expect }) => {
    const report = await attempt(process.env, { part, until, edit, ...(lab && { lab }) });
    await expect(said(report)).toMatchFileSnapshot(`messages/${name}.txt`);
  },
);
