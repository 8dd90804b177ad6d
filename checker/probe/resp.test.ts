import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { random } from "../core/testing.ts";
import { askRedis, ReplyReader } from "./resp.cjs";

function read(...chunks: readonly string[]): unknown {
  const reader = new ReplyReader();
  for (const chunk of chunks) {
    const reply = reader.read(Buffer.from(chunk, "latin1"));
    if (reply !== undefined) return reply.value;
  }
  return "not whole";
}

test.each([
  ["+OK\r\n", "OK"],
  [":42\r\n", 42],
  [":-1\r\n", -1],
  ["$3\r\nabc\r\n", Buffer.from("abc")],
  ["$2\r\n\r\n\r\n", Buffer.from("\r\n")],
  ["$0\r\n\r\n", Buffer.from("")],
  ["$-1\r\n", null],
  ["*-1\r\n", null],
  ["*0\r\n", []],
  ["*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n", [Buffer.from("0"), [Buffer.from("a"), Buffer.from("b")]]],
  ["*3\r\n*0\r\n*-1\r\n:1\r\n", [[], null, 1]],
])("%j is read, in whatever pieces it comes", (text, value) => {
  expect(read(text)).toEqual(value);
  expect(read(...text)).toEqual(value);
  for (let at = 1; at < text.length; at++) {
    expect(read(text.slice(0, at), text.slice(at))).toEqual(value);
    expect(read(text.slice(0, at))).toBe("not whole");
  }
});

test.each<[string, string]>([
  ["-WRONGTYPE Operation against a key\r\n", "REFUSED"],
  ["HTTP/1.1 200 OK\r\n", "MALFORMED"],
  ["x", "MALFORMED"],
  ["\r\n", "MALFORMED"],
  [":abc\r\n", "MALFORMED"],
  [":1e9\r\n", "MALFORMED"],
  [":\r\n", "MALFORMED"],
  ["$-2\r\n", "MALFORMED"],
  ["$NaN\r\n", "MALFORMED"],
  ["$3\r\nabcde\r\n", "MALFORMED"],
  ["$99999999999\r\n", "TOO_LARGE"],
  ["$99999999999999999999999\r\n", "MALFORMED"],
  ["*99999999999\r\n", "TOO_LARGE"],
  ["*-5\r\n", "MALFORMED"],
  ["*1\r\n".repeat(100), "MALFORMED"],
  ["*60000\r\n", "TOO_LARGE"],
  [`+${"x".repeat(70_000)}`, "MALFORMED"],
  [`$1048570\r\n${"x".repeat(1_048_576)}`, "TOO_LARGE"],
])("a reply that is %.30s ... is refused", (text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

test("whatever comes is a reply, not whole, or refused with a code: 5,000 random texts", () => {
  const next = random(11);
  const pieces = [
    "*",
    "$",
    "+",
    "-",
    ":",
    "\r\n",
    "\r",
    "\n",
    "0",
    "1",
    "2",
    "-1",
    "99999999",
    "abc",
    "\0",
    "*1\r\n",
    "$1\r\na\r\n",
  ];
  for (let round = 0; round < 5_000; round++) {
    const texts = Array.from({ length: 12 }, () => pieces[Math.floor(next() * pieces.length)] ?? "");
    try {
      read(...texts);
    } catch (error) {
      expect(["MALFORMED", "TOO_LARGE", "REFUSED"]).toContain((error as { code?: string }).code);
    }
  }
});

async function listen(answer: (write: (text: string) => void) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    answer((text) => void socket.write(text));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test("a byte now and then does not keep anybody waiting beyond the deadline", async () => {
  let timer: NodeJS.Timeout | undefined;
  const port = await listen((write) => {
    write("$1000\r\n");
    timer = setInterval(() => write("x"), 20);
  });
  onTestFinished(() => clearInterval(timer));
  const began = performance.now();
  await expect(askRedis(["GET", "x"], { host: "127.0.0.1", port, deadline: 0.3 })).rejects.toMatchObject({
    code: "LATE",
  });
  expect(performance.now() - began).toBeLessThan(10_000);
});

test("who closes the connection, or is not there, has not answered", async () => {
  const server = createServer((socket) => void socket.resume().end("*2\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = () => askRedis(["PING"], { host: "127.0.0.1", port, deadline: 5 });
  await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
  await new Promise((resolve) => server.close(resolve));
  await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
