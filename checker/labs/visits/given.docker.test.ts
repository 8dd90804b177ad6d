import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { BROWSER, type Heard, Playground, visit } from "../../../test/support/playground.ts";

// What the handout says of the given code: it counts, and says within two seconds when it cannot.

const around = new Playground("visits", "app");

/** Starts the app; gives its address. */
const app = (name: string, options: readonly string[], command: readonly string[] = []) =>
  around.serve(name, { service: "app", port: 5000, options, command });
const poll = { timeout: 20_000, interval: 100 };
let url: string;

beforeAll(async () => {
  await around.open();
  await around.run("db", "redis");
  url = await app("app", ["--env", "REDIS_HOST=db"]);
  await vi.waitFor(async () => expect((await visit(url)).status).toBe(200), poll);
});

afterAll(() => around[Symbol.asyncDispose]());

const numberIn = ({ text }: Heard) =>
  Number(/^This is visit number (\d+), answered by [0-9a-f]{12}\.\n$/.exec(text)?.[1]);

/** The plain sentence, in time; nothing of a stack trace. */
function isAway(heard: Heard, place: string): void {
  expect(heard.text).toBe(`The number of visits is not known: no redis answers at ${place}.\n`);
  expect(heard).toMatchObject({ status: 503, type: expect.stringContaining("text/plain") });
  expect(heard.seconds).toBeLessThan(2);
}

test("each visit gets the next number, also a hundred at the same time", async () => {
  const first = numberIn(await visit(url));
  const numbers = (await Promise.all(Array.from({ length: 100 }, () => visit(url)))).map(numberIn);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => first + 1 + index));
});

test("a browser gets a page, everybody else one line of text", async () => {
  const [page, line] = [await visit(url, BROWSER), await visit(url)];
  expect(page).toMatchObject({ status: 200, type: expect.stringContaining("text/html") });
  expect(page.text).toContain(`<h1>${numberIn(line) - 1}</h1>`);
  expect(line.type).toContain("text/plain");
});

test("without REDIS_HOST it says so and ends, without a stack trace", async () => {
  await app("forgetful", []).catch(() => undefined);
  await expect.poll(() => around.logs("forgetful"), poll).toBe("REDIS_HOST is not set: where is redis?");
});

describe("while redis is away", { timeout: 60_000 }, () => {
  test("it answers in time when redis is stopped, and goes on counting when it is back", async () => {
    const before = numberIn(await visit(url));
    await around.docker("stop", around.called("db"));
    isAway(await visit(url), "db:6379");
    isAway(await visit(url), "db:6379");
    const page = await visit(url, BROWSER);
    expect(page.status).toBe(503);
    expect(page.text).toContain("<p>The number of visits is not known: no redis answers at db:6379.</p>");
    await around.docker("start", around.called("db"));
    await expect.poll(async () => numberIn(await visit(url)), poll).toBeGreaterThan(before);
    expect(await around.logs("app")).not.toContain("Traceback");
  });

  test("it answers in time when redis takes connections and says nothing, and goes on at once", async () => {
    await around.docker("pause", around.called("db"));
    const many = await Promise.all(Array.from({ length: 20 }, () => visit(url)));
    await around.docker("unpause", around.called("db"));
    for (const heard of many) isAway(heard, "db:6379");
    expect((await visit(url)).status).toBe(200);
  });

  test("it answers in time when nobody has the address", async () => {
    const [a, b, c] = (await around.address("db")).split(".");
    const nobody = await app("lost", ["--env", `REDIS_HOST=${a}.${b}.${c}.250`, "--env", "REDIS_PORT=7000"]);
    await vi.waitFor(async () => isAway(await visit(nobody), `${a}.${b}.${c}.250:7000`), poll);
  });

  test("it answers in time when no name server answers, asked by many and again and again", async () => {
    const silent = "import socket, time; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', 53)); time.sleep(600)";
    await around.run("silent", "python:3.13-slim", "python", "-c", silent);
    const start = `echo nameserver ${await around.address("silent")} > /etc/resolv.conf && exec python app.py`;
    const deaf = await app("deaf", ["--user", "root", "--env", "REDIS_HOST=db"], ["sh", "-c", start]);
    await vi.waitFor(async () => isAway(await visit(deaf), "db:6379"), poll);
    for (let round = 0; round < 3; round++)
      for (const heard of await Promise.all(Array.from({ length: 40 }, () => visit(deaf)))) isAway(heard, "db:6379");
    expect(await around.logs("deaf")).toContain("no answer in time");
    const began = performance.now();
    await around.docker("stop", around.called("deaf"));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
