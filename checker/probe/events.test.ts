import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { EventStream } from "./events.ts";

const signal = new AbortController().signal;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("hears each message, whole, in whatever pieces it comes", async () => {
  let write = (_: string | Buffer): void => {};
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    response.flushHeaders();
    write = (text) => void response.write(text);
  });
  await using stream = await EventStream.open(url, { signal });
  expect(stream.last).toBeUndefined();
  write(': a comment\n\ndata: one\n\ndata: {"a":');
  await vi.waitFor(() => expect(stream.last).toBe("one"));
  write(" 1}\n\n");
  await vi.waitFor(() => expect(stream.last).toBe('{"a": 1}'));
  write("event: tick\ndata: two\r\ndata: lines\r\n\r\n");
  await vi.waitFor(() => expect(stream.last).toBe("two\nlines"));
  const text = Buffer.from("data: three\n\ndata: 漢字\n\n");
  write(text.subarray(0, -5));
  await vi.waitFor(() => expect(stream.last).toBe("three"));
  write(text.subarray(-5));
  await vi.waitFor(() => expect(stream.last).toBe("漢字"));
});

test.each([
  ["a message that does not end", `data: ${"x".repeat(40_000)}\n`, /more than 65536 characters/],
  ["messages without an end", `data: ${"x".repeat(40_000)}\n\n`, /sent more than 16777216 characters/],
])("%s: listens no longer", async (_, text, reason) => {
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const more = (): void => void (response.writable && response.write(text, more));
    more();
  });
  await using stream = await EventStream.open(url, { signal });
  await vi.waitFor(() => expect(stream.ended).toMatch(reason), 30_000);
});

test("says when the server has ended the stream", async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end("data: bye\n\n");
  });
  await using stream = await EventStream.open(url, { signal });
  await vi.waitFor(() => expect(stream.ended).toMatch(/ended/));
  expect(stream.last).toBe("bye");
});

test("what is no stream of events is refused", async () => {
  const url = await serve((_, response) => void response.end("hello"));
  await expect(EventStream.open(url, { signal })).rejects.toThrow(/status 200 and .* instead of a stream/);
});

test("a server that says nothing is not waited for longer than the deadline", async () => {
  const url = await serve(() => {});
  await expect(EventStream.open(url, { signal, deadline: 0.2 })).rejects.toThrow(/within 0\.2 s/);
});
