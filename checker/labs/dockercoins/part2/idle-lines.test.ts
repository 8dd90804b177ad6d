import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Document, LineCounter, parseDocument } from "yaml";
import type { Model } from "../../../engine/compose.ts";
import { idleLines } from "./idle-lines.ts";

const dir = mkdtempSync(join(tmpdir(), "workshop-idle-"));
afterAll(() => rmSync(dir, { recursive: true }));
mkdirSync(join(dir, "rng"));
writeFileSync(join(dir, "rng/rng.py"), 'import os\nos.environ["DICE"]\n');

async function idle(text: string, services: Model["services"]): Promise<readonly string[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines }) as Document;
  const found = await idleLines({ name: "compose.yaml", lines, document, model: { name: "p", services } }, dir);
  return found?.details.evidence?.split("\n").map((line) => line.replace(/ \(.*/, "")) ?? [];
}

const build = { context: join(dir, "rng") };

test("the version of the file, and the name that a Dockerfile has anyway", async () => {
  const text = "version: '3'\nservices:\n  rng:\n    build:\n      context: rng\n      dockerfile: Dockerfile\n";
  expect(await idle(text, { rng: { build: { ...build, dockerfile: "Dockerfile" } } })).toEqual([
    "line 1: version",
    "line 6: services.rng.build.dockerfile",
  ]);
});

test("a mount of the code that the image has; not of another folder", async () => {
  const text = "services:\n  rng:\n    build: rng\n    volumes: x\n";
  const mounting = (source: string) => ({ rng: { build, volumes: [{ type: "bind", source, target: "/app" }] } });
  expect(await idle(text, mounting(join(dir, "rng")))).toEqual(["line 4: services.rng.volumes"]);
  expect(await idle(text, mounting(join(dir, "data")))).toEqual([]);
});

test("variables that no program reads; not those of the code, of interpreters, or of the command", async () => {
  const text =
    "services:\n  rng:\n    build: rng\n    environment:\n      DICE: 1\n      LUCK: 2\n      PYTHONUNBUFFERED: 1\n      WHO: me\n";
  const environment = { DICE: "1", LUCK: "2", PYTHONUNBUFFERED: "1", WHO: "me" };
  const command = ["sh", "-c", "echo $$WHO; python rng.py"];
  expect(await idle(text, { rng: { build, environment, command } })).toEqual(["line 6: services.rng.environment.LUCK"]);
});

test("nothing to say about a file that says only what it has to", async () => {
  expect(await idle("services:\n  rng:\n    build: rng\n", { rng: { build } })).toEqual([]);
});
