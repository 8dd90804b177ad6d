import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestDeck, testDeck } from "../testing.ts";
import { type Server, startServer } from "./server.ts";

let deck: TestDeck;
let server: Server;
let said: string[];

beforeEach(async () => {
  said = [];
  deck = testDeck({
    "deck.yml": "title: Title & more\nparts: [{ chapters: [one.md, two.md] }]\n",
    "one.md": "# One\n",
    "two.md": "# Two\n",
  });
  server = await startServer({
    folder: deck.root,
    names: ["deck"],
    host: "127.0.0.1",
    port: 0,
    say: (line) => said.push(line),
  });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  deck[Symbol.dispose]();
});

const get = async (path: string) => {
  const response = await fetch(new URL(path, server.url));
  return { status: response.status, text: await response.text() };
};

/** The names of decks that the server says have changed, as they come. */
async function changes(): Promise<AsyncIterator<string> & { end(): void }> {
  const stop = new AbortController();
  const { body } = await fetch(new URL("/changes", server.url), { signal: stop.signal });
  async function* names() {
    let text = "";
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString();
      for (const [, name = ""] of text.matchAll(/^data: (.*)\n\n/gm)) yield JSON.parse(name) as string;
      text = text.slice(text.lastIndexOf("\n") + 1);
    }
  }
  return Object.assign(names(), { end: () => stop.abort() });
}

test("decks have a page each, and there is a list of them", async () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect((await get("/")).text).toContain('<a href="deck.html">Title &amp; more</a>');
  expect((await get("/deck.html")).text).toContain('<section id="one"');
  for (const path of ["/other.html", "/../deck.yml", "/deck.html/x", "/%2e%2e%2fdeck", "/%ff"])
    expect((await get(path)).status, path).toBe(404);
});

test("a change is told to whoever listens, and only the chapter that changed is rendered", async () => {
  await get("/deck.html");
  expect(server.renderer.rendered).toBe(2);
  await get("/deck.html");
  expect(server.renderer.rendered).toBe(2);
  const told = await changes();
  writeFileSync(join(deck.folder, "two.md"), "# Two\n\nand more\n");
  expect((await told.next()).value).toBe("deck");
  told.end();
  expect((await get("/deck.html")).text).toContain("and more");
  expect(server.renderer.rendered).toBe(3);
});

test("a file beside the decks may be included by any of them: its change is told to all", async () => {
  const told = await changes();
  writeFileSync(join(deck.root, "shared.md"), "shared\n");
  expect((await told.next()).value).toBe("deck");
  told.end();
});

test("an address that is none does not end the server", async () => {
  const { hostname, port } = new URL(server.url);
  for (const path of ["//", "*", "http://[", "/%"]) {
    const [response] = await once(request({ hostname, port, path, agent: false }).end(), "response");
    response.resume();
    expect([200, 404], path).toContain(response.statusCode);
  }
  expect((await get("/deck.html")).status).toBe(200);
});

test("a picture that changes is shown anew", async () => {
  const svg = (colour: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><rect fill="${colour}"/></svg>`;
  writeFileSync(join(deck.folder, "x.svg"), svg("red"));
  writeFileSync(join(deck.folder, "two.md"), "# Two\n\n![x](x.svg)\n");
  expect((await get("/deck.html")).text).toContain(Buffer.from(svg("red")).toString("base64"));
  writeFileSync(join(deck.folder, "x.svg"), svg("blue"));
  expect((await get("/deck.html")).text).toContain(Buffer.from(svg("blue")).toString("base64"));
});

test("a deck with a mistake says so in the page and in the terminal, and recovers", async () => {
  writeFileSync(join(deck.folder, "two.md"), "# Two\n\n```bash\n<b>\n");
  const { status, text } = await get("/deck.html");
  expect(status).toBe(200);
  expect(text).toContain("two.md:3: the code fence that opens here (```bash) is never closed");
  expect(text).toContain("EventSource");
  expect(said.join("\n")).toContain("two.md:3: ");
  writeFileSync(join(deck.folder, "two.md"), "# Two\n");
  expect((await get("/deck.html")).text).toContain('<section id="two"');
});
