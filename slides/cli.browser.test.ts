import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slides } from "./testing.ts";

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "slides-cli-"));
});
afterAll(() => rm(out, { recursive: true }));

test("pdf prints with Chromium", async () => {
  const { stdout, exitCode } = await slides(["pdf", "state", "--notes", "--out", out]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/state-notes\.pdf$/);
  const pdf = await readFile(join(out, "state-notes.pdf"), "latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(80);
});

test("Ctrl-C ends what is going on after the deck at hand", async () => {
  const running = slides(["pdf", "--out", out]);
  running.stdout?.once("data", () => running.kill("SIGINT"));
  const { stdout, stderr, exitCode } = await running;
  expect(exitCode).toBe(130);
  expect(stdout.split("\n").length).toBeLessThan(3);
  expect(stderr).toContain("Stopping");
});
