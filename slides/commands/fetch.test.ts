import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { buildPage } from "../build.ts";
import { Renderer } from "../render/renderer.ts";
import { testDeck } from "../testing.ts";
import { fetchPictures } from "./fetch.ts";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>';

async function pictureServer() {
  const server = createServer(({ url }, response) => {
    if (url?.startsWith("/dot")) response.writeHead(200, { "content-type": "image/svg+xml; charset=utf-8" }).end(SVG);
    else if (url === "/page") response.writeHead(200, { "content-type": "text/html" }).end("<p>");
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test("pictures on another server are copied beside the deck, and then shown; others are told", async () => {
  await using server = await pictureServer();
  using deck = testDeck({
    "one.md": `background-image: url(${server.url}/dot.svg)\n\n# a\n\n![x](${server.url}/dot?a=1&b=2)\n`,
  });
  const said: string[] = [];
  const printed: string[] = [];
  const io = { say: (line: string) => said.push(line), print: (line: string) => printed.push(line) };
  const signal = new AbortController().signal;
  expect(await fetchPictures([], io, signal, deck.root)).toBe(0);
  expect(printed).toEqual([expect.stringContaining("fetched/"), expect.stringContaining("fetched/")]);
  const { html } = await buildPage(deck.folder, new Renderer());
  expect(html.split(`data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}`)).toHaveLength(3);

  using bad = testDeck({
    "one.md": `# a\n\n![x](${server.url}/no) ![x](${server.url}/page) ![x](http://127.0.0.1:1/x)\n`,
  });
  expect(await fetchPictures([], io, signal, bad.root)).toBe(1);
  expect(said).toEqual([
    expect.stringContaining("/no was answered with 404"),
    expect.stringContaining("/page is of no kind that can be shown (text/html)"),
    expect.stringContaining("127.0.0.1:1/x cannot be fetched"),
  ]);
});
