import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hasVersion, windowsScript } from "./advice.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "advice-test-"));
  mkdirSync(join(dir, "rng", "bin"), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("finds a script with Windows line endings, in any folder of the service", async () => {
  writeFileSync(join(dir, "rng", "bin", "start"), "#!/bin/sh\r\nexec python rng.py\r\n");
  expect(await windowsScript(dir, "rng")).toBe("rng/bin/start");
});

test("finds it by way of a service folder that is a link", async () => {
  writeFileSync(join(dir, "rng", "start"), "#!/bin/sh\r\n");
  symlinkSync("rng", join(dir, "alias"));
  expect(await windowsScript(dir, "alias")).toBe("rng/start");
});

test.each([
  ["a script with the line endings of Linux", "#!/bin/sh\nexec python rng.py\n"],
  ["a script whose later lines only end as on Windows", "#!/bin/sh\nexec python rng.py\r\n"],
  ["a text that is no script", "FROM python\r\n"],
  ["an empty file", ""],
])("%s is fine", async (_, text) => {
  writeFileSync(join(dir, "rng", "file"), text);
  symlinkSync(".", join(dir, "rng", "here"));
  expect(await windowsScript(dir, "rng")).toBeUndefined();
});

test.each([
  "python:3.13-slim",
  "node:20",
  "debian:trixie-slim",
  "x@sha256:0",
  "me/app:v2",
  "host:5000/a:1",
  "ubuntu:noble",
])("%s says which version it means", (image) => expect(hasVersion(image)).toBe(true));

test.each([
  "python",
  "python:latest",
  "python:alpine",
  "node:lts-slim",
  "python:alpine3.20",
  "debian:stable-slim",
  "host:5000/a",
])("%s does not", (image) => expect(hasVersion(image)).toBe(false));
