import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureBrowser } from "./browser.ts";

const silent = () => undefined;

test("the browser that is named, else the one in PATH", async () => {
  const folder = await mkdtemp(join(tmpdir(), "browser-"));
  const path = join(folder, "chromium-browser");
  await writeFile(path, "");
  await chmod(path, 0o755);
  expect(await ensureBrowser({ PATH: folder }, silent)).toBe(path);
  expect(await ensureBrowser({ PATH: folder, CHROMIUM: "/elsewhere" }, silent)).toBe("/elsewhere");
});

test("without one, and without leave to install it, says what is missing", async () => {
  const nothing = await mkdtemp(join(tmpdir(), "browser-"));
  await expect(ensureBrowser({ PATH: nothing, WORKSHOP_INSTALL: "no" }, silent)).rejects.toThrow(/Chromium/);
});
