import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { source as axe } from "axe-core";
import { execa } from "execa";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, noteComplaints } from "../../e2e/browser.ts";
import { OWNER, RUN } from "../../engine/labels.ts";
import { thisOwner } from "../../engine/owner.ts";
import { BUILT, SERVICES } from "./voting/services.ts";

// The reference as a whole, under a name of its own and on free ports, with both pages in a real browser.

const root = fileURLToPath(new URL("../../..", import.meta.url));
const reference = join(root, "solutions/voting");
const pictures = join(root, "reports/voting-pages");
const id = randomBytes(4).toString("hex");
const project = `workshop-page-${id}`;
const env = { DOCKER_BUILDKIT: "1", DOCKER_CLI_HINTS: "false" };
const SIZES = [
  { name: "projector", width: 1280, height: 720 },
  { name: "phone", width: 390, height: 844 },
];
const poll = { timeout: 30_000, interval: 100 };
/** What the handout promises an open page. */
const soon = { timeout: 3000, interval: 50 };

let dir: string;
let browser: Browser;
let box: Page;
let board: Page;
const requested: string[] = [];
const complaints: string[] = [];

/** Labelled like everything that the checker creates, so that a later run sweeps what a killed one leaves behind. */
function override(): string {
  const labels = JSON.stringify({ [RUN]: id, [OWNER]: thisOwner() });
  const services = SERVICES.map((name) => {
    const build = BUILT.some((built) => built === name) ? `\n    build: { labels: ${labels} }` : "";
    const ports = ["vote", "result"].includes(name) ? `\n    ports: !override ["127.0.0.1::80"]` : "";
    return `  ${name}:\n    labels: ${labels}${build}${ports}`;
  });
  const named = (name: string) => `  ${name}:\n    labels: ${labels}`;
  const networks = ["front-tier", "back-tier"].map(named).join("\n");
  return `services:\n${services.join("\n")}\nnetworks:\n${networks}\nvolumes:\n${named("db-data")}\n`;
}

function compose(...args: string[]) {
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", join(dir, "override.yml")];
  return execa("docker", ["compose", "--project-name", project, ...files, ...args], { env, timeout: 150_000 });
}

const address = async (service: string) => `http://${(await compose("port", service, "80")).stdout.trim()}`;

/** Each page is a visitor of its own, with cookies of its own. */
async function visitor(url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  page.on("request", (request) => requested.push(request.url()));
  noteComplaints(page, complaints);
  await page.goto(url);
  return page;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "workshop-page-"));
  await writeFile(join(dir, "override.yml"), override());
  await mkdir(pictures, { recursive: true });
  await compose("up", "--detach", "--build");
  const result = await address("result");
  await vi.waitFor(async () => expect((await fetch(`${result}/json`)).status).toBe(200), poll);
  browser = await launch();
  [box, board] = await Promise.all([visitor(await address("vote")), visitor(result)]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  if (dir) {
    await compose("down", "--timeout", "1", "--volumes", "--rmi", "local", "--remove-orphans");
    await rm(dir, { recursive: true });
  }
}, 90_000);

const shown = async () => ({
  names: [await board.textContent("#name-a"), await board.textContent("#name-b")],
  percent: [await board.textContent("#percent-a"), await board.textContent("#percent-b")],
  sentence: await board.textContent("#sentence"),
});

/** How much of its track a bar fills. */
const filled = (bar: "a" | "b"): Promise<number> =>
  board.evaluate(
    `(({ width }, track) => width / track.width)(...["#bar-${bar}", ".${bar} .track"].map((one) => document.querySelector(one).getBoundingClientRect()))`,
  );

test("before the first vote, the page says that there is none", async () => {
  await expect.poll(shown, poll).toEqual({ names: ["Cats", "Dogs"], percent: ["–", "–"], sentence: "No votes yet." });
});

test("an open page updates by itself, within three seconds of a click", async () => {
  let loads = 0;
  board.on("framenavigated", () => loads++);
  await box.getByRole("button", { name: "Cats" }).click();
  await expect.poll(shown, soon).toMatchObject({ percent: ["100.0%", "0.0%"], sentence: "1 vote" });
  await expect.poll(() => filled("a"), soon).toBeCloseTo(1, 2);

  const other = await visitor(box.url());
  await other.getByRole("button", { name: "Dogs" }).click();
  await expect.poll(shown, soon).toMatchObject({ percent: ["50.0%", "50.0%"], sentence: "2 votes" });
  await expect.poll(() => filled("b"), soon).toBeCloseTo(0.5, 2);
  expect(loads, "times that the page was loaded again").toBe(0);
});

test("the vote page shows what was chosen, and takes another choice of the same browser", async () => {
  const pressed = (name: string) => box.getByRole("button", { name }).getAttribute("aria-pressed");
  expect([await pressed("Cats"), await pressed("Dogs")]).toEqual(["true", "false"]);
  expect(await box.textContent(".sentence")).toBe("You have voted for Cats. You may change your mind.");
  await box.getByRole("button", { name: "Dogs" }).click();
  expect([await pressed("Cats"), await pressed("Dogs")]).toEqual(["false", "true"]);
  await expect.poll(shown, soon).toMatchObject({ percent: ["0.0%", "100.0%"], sentence: "2 votes" });
});

test("a reload of the vote page does not vote, and what is no choice is refused with a sentence", async () => {
  await box.goto(box.url());
  expect(await box.textContent(".sentence")).toBe("One voter, one vote. The last one counts.");
  const answer = await box.request.post(box.url(), { form: { vote: "c" } });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).toContain("There are two choices");
});

test.each(SIZES)("both pages fit: $name", async ({ name, width, height }) => {
  for (const [title, page] of [
    ["vote", box],
    ["result", board],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(pictures, `${title}-${name}-${colorScheme}.png`) });
      const body = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]";
      expect(await page.evaluate(body), `${title} fits without scrolling`).toEqual([width, height]);
      await page.evaluate(axe);
      const found = await page.evaluate<{ violations: { id: string; help: string }[] }>("axe.run()");
      expect(found.violations.map(({ id, help }) => `${title}, ${colorScheme}: ${id}: ${help}`)).toEqual([]);
    }
  }
});

test("the pages ask nobody but their own servers, and have nothing to complain about", () => {
  const origins = [box, board].map((page) => new URL(page.url()).origin);
  expect(requested.length).toBeGreaterThan(6);
  expect(requested.filter((url) => !origins.includes(new URL(url).origin) && !url.startsWith("data:"))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("while db is away the page says so, and goes on by itself when db is back", { timeout: 90_000 }, async () => {
  await compose("stop", "db");
  await expect.poll(() => board.textContent("#sentence"), poll).toMatch(/^The database does not answer: /);
  await compose("start", "db");
  await expect.poll(() => board.textContent("#sentence"), poll).toBe("2 votes");
});

test("while redis is away the vote page says so within two seconds, and the worker waits", {
  timeout: 90_000,
}, async () => {
  await compose("stop", "redis");
  const began = performance.now();
  await box.getByRole("button", { name: "Cats" }).click();
  expect(await box.textContent(".sentence")).toBe("The ballot box is closed: redis does not answer.");
  expect(performance.now() - began).toBeLessThan(2000);
  await compose("start", "redis");
  await box.goto(box.url());
  await box.getByRole("button", { name: "Cats" }).click();
  await expect.poll(shown, poll).toMatchObject({ percent: ["50.0%", "50.0%"], sentence: "2 votes" });
});

test("each service that the reference builds stops when it is asked to", { timeout: 60_000 }, async () => {
  for (const service of BUILT) {
    const container = (await compose("ps", "--quiet", service)).stdout.trim();
    // After these seconds the engine kills it, and the exit code is another one.
    await execa("docker", ["stop", "--time", "2", container]);
    const { stdout } = await execa("docker", ["inspect", "--format", "{{.State.ExitCode}}", container]);
    // Java ends with the number of the signal: 128 + 15.
    expect(stdout, `exit code of ${service}`).toBe(service === "worker" ? "143" : "0");
  }
});

test("the page says when its server is away", async () => {
  await expect.poll(() => board.textContent("#sentence"), poll).toBe("The server does not answer. Trying again ...");
});
