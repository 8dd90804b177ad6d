import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { launch, open, poll, where } from "../e2e/browser.ts";
import { testDeck } from "../testing.ts";
import { startServer } from "./server.ts";

test("an open page shows a change at once, at the slide and the step where it was", async () => {
  using deck = testDeck({ "one.md": "# One\n\n---\n\n## Two\n\nfirst\n--\n\nsecond\n--\n\nthird\n" });
  await using server = await startServer({
    folder: deck.root,
    names: ["deck"],
    host: "127.0.0.1",
    port: 0,
    say: () => undefined,
  });
  const browser = await launch();
  try {
    const { page } = await open(await browser.newContext({ reducedMotion: "reduce" }), `${server.url}deck.html#/two/0`);
    await expect.poll(() => where(page), poll).toEqual({ id: "two", step: 0 });
    const edit = (text: string) => writeFileSync(join(deck.folder, "one.md"), text);
    edit("# One\n\n---\n\n## Two\n\nfirst, changed\n--\n\nsecond\n--\n\nthird\n");
    await expect.poll(() => page.textContent("#two p").catch(() => ""), poll).toBe("first, changed");
    await expect.poll(() => where(page).catch(() => undefined), poll).toEqual({ id: "two", step: 0 });
    edit("# One\n\n---\n\n```\nnever closed\n");
    await expect.poll(() => page.textContent("body").catch(() => ""), poll).toContain("is never closed");
    edit("# One\n\n---\n\n## Two\n\nmended\n");
    await expect.poll(() => page.textContent("#two p", { timeout: 100 }).catch(() => ""), poll).toBe("mended");
  } finally {
    await browser.close();
  }
});
