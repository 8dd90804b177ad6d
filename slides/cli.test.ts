import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "./decks.ts";
import { slides } from "./testing.ts";

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "slides-cli-"));
});
afterAll(() => rm(out, { recursive: true }));

test("help is no mistake, and tells the commands and exit codes", async () => {
  const { stdout, exitCode } = await slides(["--help"]);
  expect(exitCode).toBe(0);
  for (const word of ["serve", "build", "pdf", "check", "3 cannot be done"]) expect(stdout).toContain(word);
});

test("wrong usage is 2, with what there is", async () => {
  for (const args of [
    ["build", "nowhere"],
    ["nowhere"],
    ["check", "nowhere"],
    ["--nowhere"],
    ["serve", "--port", "many"],
    ["serve", "--port", ""],
    ["serve", "--host", "192.0.2.1"],
    ["build", "state", "--out", join(ROOT, "package.json")],
    ["pdf", "state", "--out", join(ROOT, "package.json", "x")],
  ]) {
    const { stdout, stderr, exitCode } = await slides(args);
    expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/dockercoins|unknown option|is no port|no address of this|package\.json.* \(E/);
    expect(stderr).not.toMatch(/^ {4}at /m);
  }
});

test("build writes one file per deck and a list, and prints the paths", async () => {
  const env = { PATH: "/nowhere", CHROMIUM: "" };
  const { stdout, stderr, exitCode } = await slides(["build", "dockercoins", "state", "--out", out], env);
  expect(stderr).toBe("It was not looked whether all slides fit: Chromium is not on this machine.");
  expect(exitCode).toBe(0);
  expect(stdout.split("\n").map((path) => path.split("/").at(-1))).toEqual(["dockercoins.html", "state.html"]);
  expect((await readdir(out)).sort()).toEqual(["dockercoins.html", "index.html", "state.html"]);
  const listed = (await readFile(join(out, "index.html"), "utf8")).match(/(?<=<a href=")[^"]*/g);
  expect(listed).toEqual(["dockercoins.html", "state.html"]);
  expect(await readFile(join(out, "dockercoins.html"), "utf8")).not.toContain("EventSource(");
});

test("without Chromium, pdf and check say so and end with 3; what can be checked is checked", async () => {
  const env = { PATH: "/nowhere", CHROMIUM: "" };
  const { stderr, exitCode } = await slides(["pdf", "state", "--out", out], env);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/Chromium, which is not on this machine[\s\S]*Install Chromium/);
  const checked = await slides(["check", "--no-run", "state"], env);
  expect(checked.exitCode).toBe(3);
  expect(checked.stderr).toContain("Chromium");
});

test("a Chromium that does not start is told without a stack", async () => {
  const { stderr, exitCode } = await slides(["pdf", "state", "--out", out], { CHROMIUM: process.execPath });
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/node does not start as a Chromium\.\n.*CHROMIUM.*\n?$/);
});

test("serve says where, on stdout alone the addresses, and ends with Ctrl-C", async () => {
  const running = slides(["serve", "state", "--port", "0"], { PATH: "/nowhere", CHROMIUM: "" });
  let said = "";
  running.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/state\.html\n$/);
  expect((await fetch(said.trim())).status).toBe(200);
  running.kill("SIGINT");
  const { exitCode, stderr } = await running;
  expect(exitCode).toBe(0);
  expect(stderr).toContain("Ctrl-C ends it");
});

test("a port that is in use is told", async () => {
  const first = slides(["serve", "state", "--port", "0"]);
  let said = "";
  first.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/\n$/);
  const second = await slides(["serve", "state", "--port", new URL(said.trim()).port]);
  expect(second.exitCode).toBe(3);
  expect(second.stderr).toMatch(/Port \d+ is in use/);
  first.kill("SIGINT");
  await first;
});
