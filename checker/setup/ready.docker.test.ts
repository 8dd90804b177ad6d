import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { borrowPlugins } from "./borrow.ts";
import { findPlugins } from "./plugins.ts";
import { ensureReady } from "./ready.ts";
import { debianArchive } from "./sources.ts";

const { env } = process;

test("a ready machine is found ready, without a word, and quickly", async () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  await ensureReady({ env, say, images: "classroom" });
  said.length = 0;
  const start = performance.now();
  const ready = await ensureReady({ env, say, images: "classroom" });
  const took = performance.now() - start;
  expect(said).toEqual([]);
  expect(ready.engine).toMatchObject({ os: "linux", version: expect.stringMatching(/^\d+\./) });
  expect(ready.images.map((image) => image.reference)).toContain("python:3.13-slim");
  // Some 20 ms on two idle cores; the limit only catches that it does something.
  expect(took).toBeLessThan(2000);
});

test("an image that nobody can make is our error, with its name", async () => {
  const reference = "workshop.invalid/nothing:1";
  await expect(ensureReady({ env, say: () => {}, images: [reference] })).rejects.toMatchObject({
    code: "IMAGE_MISSING",
    message: expect.stringContaining(reference),
  });
});

test("an engine that is somewhere else and away is named, and nothing is installed", async () => {
  const elsewhere = { ...env, DOCKER_HOST: "tcp://127.0.0.1:9" };
  await expect(ensureReady({ env: elsewhere, say: () => {} })).rejects.toMatchObject({
    code: "ENGINE_AWAY",
    message: expect.stringContaining("tcp://127.0.0.1:9 (DOCKER_HOST)"),
  });
});

test("an unknown context is named", async () => {
  const { DOCKER_HOST: _, ...rest } = env;
  await expect(ensureReady({ env: { ...rest, DOCKER_CONTEXT: "nope" }, say: () => {} })).rejects.toMatchObject({
    code: "ENGINE_AWAY",
    message: expect.stringContaining('"nope"'),
  });
});

test("an interrupted set-up says that it was interrupted", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  const options = { env, say: () => {}, images: ["workshop.invalid/nothing:1"], signal };
  await expect(ensureReady(options)).rejects.toThrow("enough");
});

test.skipIf(process.platform !== "linux" || debianArchive() === undefined)(
  "the plugins of Debian 13 can be borrowed, without root and without a trace in the machine's apt",
  async () => {
    const config = await mkdtemp(join(tmpdir(), "docker-config-"));
    const own = { ...env, DOCKER_CONFIG: config };
    await borrowPlugins(own, () => {}, ["compose", "buildx"], false);
    const { compose, buildx } = await findPlugins(own);
    expect(compose?.path.startsWith(config)).toBe(true);
    expect(buildx?.version).toMatch(/^0\.\d+\.\d+$/);
    await rm(config, { recursive: true });
  },
);
