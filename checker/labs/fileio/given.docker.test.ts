import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { BROWSER, type Heard, Playground, visit } from "../../../test/support/playground.ts";

// What the handout says of the given code: a new text every few seconds, whole at any time, and bad news within two seconds.

const around = new Playground("fileio", "writer", "webapp");
const poll = { timeout: 20_000, interval: 100 };
const TEXT = /^Text (\d+) of [0-9a-f]{12}, written at \d\d:\d\d:\d\d\n[0-9a-f]{48}\n$/;
let url: string;

beforeAll(async () => {
  await around.open();
  await around.run("writer", around.image("writer"));
  url = await around.serve("webapp", { service: "webapp", port: 8000 });
  await vi.waitFor(async () => expect((await visit(url)).status).toBe(200), poll);
});

afterAll(() => around[Symbol.asyncDispose]());

const numberOf = ({ text }: Heard) => Number(TEXT.exec(text)?.[1]);

function isAway(heard: Heard): void {
  expect(heard.text).toBe("The text cannot be read: nothing comes from writer:7000.\n");
  expect(heard).toMatchObject({ status: 502, type: expect.stringContaining("text/plain") });
}

/** It says so within two seconds; a busy machine may be late, but not each time. */
async function isAwayInTime(): Promise<void> {
  const all = await Promise.all(Array.from({ length: 5 }, () => visit(url)));
  for (const heard of all) isAway(heard);
  expect(Math.min(...all.map(({ seconds }) => seconds))).toBeLessThan(2);
}

test("a new text every few seconds, and never half a text", async () => {
  const first = numberOf(await visit(url));
  expect(first).toBeGreaterThan(0);
  const shown: string[] = [];
  await vi.waitFor(
    async () => {
      // As many at once as socat lets wait for it.
      const all = await Promise.all(Array.from({ length: 5 }, () => visit(url)));
      shown.push(...all.filter(({ status }) => status === 200).map(({ text }) => text));
      expect(Math.max(...all.map(numberOf))).toBeGreaterThan(first + 1);
    },
    { timeout: 20_000, interval: 20 },
  );
  expect(shown.length).toBeGreaterThan(20);
  for (const text of shown) expect(text).toMatch(TEXT);
});

test("a browser gets a page, everybody else the text, and other paths are not there", async () => {
  const page = await visit(url, BROWSER);
  expect(page).toMatchObject({ status: 200, type: expect.stringContaining("text/html") });
  expect(page.text).toMatch(/<pre>Text \d+ of /);
  expect(await visit(url)).toMatchObject({ type: expect.stringContaining("text/plain") });
  expect(await visit(`${url}other`)).toMatchObject({ status: 404 });
});

describe("a writer that cannot do its work says why, and ends", () => {
  test.each([
    ["nobody listens", ["--env", "LISTENER="], "LISTENER is not set: which command sends the file?"],
    ["the listener ends", ["--env", "LISTENER=true"], "The listener has ended (exit code 0): true"],
    ["the listener is not there", ["--env", "LISTENER=nothere"], "The listener has ended (exit code 127): nothere"],
    ["the time from text to text is none", ["--env", "EVERY=soon"], 'EVERY is "soon": how many seconds'],
    ["the folder is somebody else's", ["--workdir", "/etc"], "The text cannot be written: EACCES"],
  ])("%s", async (name, options, says) => {
    const called = name.replaceAll(/\W/g, "-");
    const command = ["node", "/writer/writer.js"];
    await around.run(called, ...options, around.image("writer"), ...command);
    await expect.poll(() => around.logs(called), poll).toContain(says);
    expect(await around.docker("wait", around.called(called))).toBe("1");
  });
});

describe("while writer is away", { timeout: 60_000 }, () => {
  test("the page says so in time, and shows the text when it is back", async () => {
    await around.docker("stop", around.called("writer"));
    await isAwayInTime();
    const page = await visit(url, BROWSER);
    expect(page.status).toBe(502);
    expect(page.text).toContain("<pre>The text cannot be read: nothing comes from writer:7000.\n</pre>");
    await around.docker("start", around.called("writer"));
    await expect.poll(async () => numberOf(await visit(url)), poll).toBeGreaterThan(0);
  });

  test("it says so in time when writer takes connections and sends nothing, and goes on at once", async () => {
    await around.docker("pause", around.called("writer"));
    await isAwayInTime();
    await around.docker("unpause", around.called("writer"));
    await expect.poll(async () => (await visit(url)).status, poll).toBe(200);
  });
});

test("both stop at once when they are asked to", async () => {
  const began = performance.now();
  await around.docker("stop", "--time", "9", around.called("writer"), around.called("webapp"));
  expect((performance.now() - began) / 1000).toBeLessThan(5);
});
