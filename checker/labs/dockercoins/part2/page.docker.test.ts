import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launch, noteComplaints } from "../../../e2e/browser.ts";
import { OWNER, RUN } from "../../../engine/labels.ts";
import { thisOwner } from "../../../engine/owner.ts";

// The reference as a whole, under a name of its own and on a free port, seen through a real browser.

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const reference = join(root, "solutions/dockercoins");
const pictures = join(root, "reports/dockercoins-page");
const id = randomBytes(4).toString("hex");
const project = `workshop-page-${id}`;
const env = { DOCKER_BUILDKIT: "1", DOCKER_CLI_HINTS: "false" };
const SERVICES = ["rng", "hasher", "worker", "webui"];
const SIZES = [
  { name: "projector", width: 1280, height: 720 },
  { name: "screen", width: 1920, height: 1080 },
  { name: "phone", width: 390, height: 844 },
];
const poll = { timeout: 30_000, interval: 250 };

let dir: string;
let browser: Browser;
let page: Page;
let origin: string;
const requested: string[] = [];
const complaints: string[] = [];

/** Labelled like everything that the checker creates, so that a later run sweeps what a killed one leaves behind. */
function override(): string {
  const labels = JSON.stringify({ [RUN]: id, [OWNER]: thisOwner() });
  const services = [...SERVICES, "redis"].map((name) => {
    const build = name === "redis" ? "" : `\n    build: { labels: ${labels} }`;
    const ports = name === "webui" ? `\n    ports: !override ["127.0.0.1::80"]` : "";
    return `  ${name}:\n    labels: ${labels}${build}${ports}`;
  });
  return `services:\n${services.join("\n")}\nnetworks:\n  default:\n    labels: ${labels}\n`;
}

function compose(...args: string[]) {
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", join(dir, "override.yml")];
  return execa("docker", ["compose", "--project-name", project, ...files, ...args], { env, timeout: 150_000 });
}

const address = async () => `http://${(await compose("port", "webui", "80")).stdout.trim()}`;

async function numbers(): Promise<{ coins: number; hashes: number; now: number } | undefined> {
  const response = await fetch(`${origin}/json`).catch(() => undefined);
  return response?.ok ? ((await response.json()) as { coins: number; hashes: number; now: number }) : undefined;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "workshop-page-"));
  await writeFile(join(dir, "override.yml"), override());
  await mkdir(pictures, { recursive: true });
  await compose("up", "--detach", "--build");
  origin = await address();
  await vi.waitFor(async () => expect((await numbers())?.hashes).toBeGreaterThan(0), poll);

  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on("request", (request) => requested.push(request.url()));
  noteComplaints(page, complaints);
  await page.goto(origin);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (dir) {
    await compose("down", "--timeout", "1", "--volumes", "--rmi", "local", "--remove-orphans");
    await rm(dir, { recursive: true });
  }
}, 90_000);

const text = (element: string) => page.textContent(element);
const integer = async (element: string) => Number((await text(element))?.replaceAll(",", ""));
const style = (element: string, property: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector("${element}"))["${property}"]`);

/** The points of the line, in pixels of the drawing. */
async function line(): Promise<{ x: number; y: number }[]> {
  const path = (await page.getAttribute("#line", "d")) ?? "";
  return [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

test("/ leads to the page", () => {
  expect(page.url()).toBe(`${origin}/index.html`);
});

test("the graph has a line that grows", { timeout: 60_000 }, async () => {
  await expect.poll(async () => (await line()).length, poll).toBeGreaterThan(4);
  const before = await line();
  await expect.poll(async () => (await line()).length, poll).toBeGreaterThan(before.length + 8);
  const after = await line();
  expect(after[0]?.x).toBeLessThan((before[0]?.x ?? 0) - 20);
  expect(after.at(-1)?.x).toBeCloseTo(before.at(-1)?.x ?? 0, 0);
  expect(after.every((point, index) => index === 0 || point.x >= (after[index - 1]?.x ?? 0))).toBe(true);
});

test("the speed is that of one worker", { timeout: 60_000 }, async () => {
  const before = await numbers();
  await expect.poll(async () => (await line()).length, poll).toBeGreaterThan(30);
  const after = await numbers();
  if (!before || !after) throw new Error("/json does not answer");
  // What the counter did meanwhile: a busy machine slows the worker, and the page has to say so.
  const speed = (after.hashes - before.hashes) / (after.now - before.now);
  expect(await text("#speed")).toMatch(/^\d\.\d$/);
  expect(Number(await text("#speed"))).toBeGreaterThan(0.6 * speed);
  expect(Number(await text("#speed"))).toBeLessThan(Math.min(3.6, 1.6 * speed));
  expect(await page.getAttribute("#graph", "aria-label")).toMatch(/: now \d\.\d hashes per second/);
});

test("coins and hashes are those of /json", { timeout: 60_000 }, async () => {
  await expect.poll(async () => (await numbers())?.coins, poll).toBeGreaterThan(0);
  const shown = async () => [await integer("#coins"), await integer("#hashes")];
  const same = async () => {
    const now = await numbers();
    return JSON.stringify(await shown()) === JSON.stringify([now?.coins, now?.hashes]);
  };
  await expect.poll(same, poll).toBe(true);
});

/** Finds a colour in a PNG: how often, and between which columns (0 is the left edge, 1 the right one). */
const findColour = `async ([data, colour]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  const wanted = colour.match(/\\d+/g).map(Number);
  const found = { pixels: 0, left: 1, right: 0 };
  for (let at = 0; at < bytes.length; at += 4) {
    if (wanted.some((value, part) => Math.abs(bytes[at + part] - value) > 12)) continue;
    const x = ((at / 4) % image.width) / image.width;
    found.pixels++;
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
  }
  return found;
}`;

/** A page of its own decodes the picture: the lab's page may not load data. */
async function coloured(picture: Buffer, colour: string): Promise<{ pixels: number; left: number; right: number }> {
  const studio = await browser.newPage();
  const given = JSON.stringify([picture.toString("base64"), colour]);
  return studio
    .evaluate<{ pixels: number; left: number; right: number }>(`(${findColour})(${given})`)
    .finally(() => studio.close());
}

test.each(SIZES)("the page can be seen: $name", { timeout: 60_000 }, async ({ name, width, height }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    const points = (await line()).length;
    await expect.poll(async () => (await line()).length, poll).toBeGreaterThan(points);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });

    const found = await coloured(await page.locator(".plot").screenshot(), await style("#line", "stroke"));
    expect(found.pixels, "pixels of the line").toBeGreaterThan(200);
    expect(found.left, "where the line begins").toBeLessThan(0.9);
    expect(found.right, "where the line ends").toBeGreaterThan(0.9);

    const body = "[document.body.scrollWidth, document.body.scrollHeight]";
    expect(await page.evaluate(body), "fits without scrolling").toEqual([width, height]);
    const large = width > 1000;
    expect(Number.parseFloat(await style("#speed", "fontSize"))).toBeGreaterThan(large ? 64 : 40);
    expect(Number.parseFloat(await style("#grid text", "fontSize"))).toBeGreaterThan(large ? 17 : 13);
  }
});

test("the page asks nobody but its own server, and has nothing to complain about", () => {
  expect(requested.length).toBeGreaterThan(10);
  expect(requested.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the page says when redis is away, and goes on when it is back", { timeout: 90_000 }, async () => {
  await compose("stop", "redis");
  await expect.poll(() => text("#state"), poll).toBe('redis: no connection to the host "redis"');
  expect(await style("#speed", "opacity")).not.toBe("1");
  await compose("start", "redis");
  await expect.poll(() => text("#state"), poll).toBe("Live");
  expect(await style("#speed", "opacity")).toBe("1");
});

test("each service stops within two seconds", { timeout: 60_000 }, async () => {
  for (const service of SERVICES) {
    const container = (await compose("ps", "--quiet", service)).stdout.trim();
    // After these seconds the engine kills it, and the exit code is another one.
    await execa("docker", ["stop", "--time", "2", container]);
    const { stdout } = await execa("docker", ["inspect", "--format", "{{.State.ExitCode}}", container]);
    expect(stdout, `exit code of ${service}`).toBe("0");
  }
});

test("the page says when its server is away", { timeout: 60_000 }, async () => {
  await expect.poll(() => text("#state"), poll).toBe("The server does not answer");
  expect(await page.title()).toContain("no answer");
});
