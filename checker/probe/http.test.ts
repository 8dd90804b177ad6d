import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Finding } from "../core/errors.ts";
import { ask } from "./http.ts";

const { signal } = new AbortController();
const HEAD = "HTTP/1.1 200 OK\r\n";

/** A server that says what it likes to whoever connects. */
async function speak(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.once("data", () => talk(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/path`;
}

function every(milliseconds: number, socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), milliseconds);
  socket.on("close", () => clearInterval(timer));
}

function letters(milliseconds: number, socket: Socket, text: string): void {
  const left = [...text];
  const timer = setInterval(() => socket.write(left.shift() ?? "x"), milliseconds);
  socket.on("close", () => clearInterval(timer));
}

/** Writes for as long as somebody reads. */
function flood(socket: Socket, text: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(text));
  };
  socket.on("drain", more);
  more();
}

test.each<[string, string, (socket: Socket) => void]>([
  ["says nothing", "LATE", () => undefined],
  ["sends a byte of its status now and then", "LATE", (socket) => letters(60, socket, `${HEAD}a: `)],
  [
    "sends a header now and then",
    "LATE",
    (socket) => {
      socket.write(HEAD);
      every(30, socket, "a: b\r\n");
    },
  ],
  [
    "sends a byte of its body now and then",
    "LATE",
    (socket) => {
      socket.write(`${HEAD}\r\n`);
      every(30, socket, "x");
    },
  ],
  [
    "says that it goes on, for ever",
    "LATE",
    (socket) => every(10, socket, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
  ],
  [
    "sends a body without end",
    "TOO_LARGE",
    (socket) => {
      socket.write(`${HEAD}\r\n`);
      flood(socket, "x".repeat(65_536));
    },
  ],
  ["closes at once", "UND_ERR_SOCKET", (socket) => void socket.end()],
  ["closes half-way", "UND_ERR_SOCKET", (socket) => void socket.end(`${HEAD}content-length: 10\r\n\r\nabc`)],
  [
    "sends headers without end",
    "UND_ERR_HEADERS_OVERFLOW",
    (socket) => flood(socket, `${HEAD}a: ${"b".repeat(30_000)}\r\n`),
  ],
  ["speaks another language", "MALFORMED", (socket) => void socket.write("220 mail.example ESMTP\r\n")],
])("who %s has given no usable answer, which is a finding", async (_, code, talk) => {
  const began = performance.now();
  const error = await ask(await speak(talk), { signal, deadline: 1.5 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Finding);
  expect(error).toMatchObject({ why: code, message: expect.stringMatching(/^GET \/path got no usable answer: \S/) });
  expect((error as Error).message).not.toContain("127.0.0.1");
  expect(performance.now() - began).toBeLessThan(15_000);
});

/** A server that hangs up on so many questions, each after some seconds, before it answers one. */
async function hangsUp(times: number, seconds = 0): Promise<string> {
  let left = times;
  return speak((socket) => {
    if (left-- > 0) setTimeout(() => socket.end(), seconds * 1000);
    else socket.end(`${HEAD}content-length: 2\r\n\r\nhi`);
  });
}

test("on a machine out of breath, who hangs up before a question arrives is asked anew", async () => {
  const { body } = await ask(await hangsUp(2), { signal, load: () => 9 });
  expect(body.toString()).toBe("hi");
});

test("who hangs up after a second, as on somebody silent, is asked anew on every machine", async () => {
  const { body } = await ask(await hangsUp(1, 1), { signal, load: () => 0 });
  expect(body.toString()).toBe("hi");
});

test.each([
  ["a server hangs up on a machine that has time", 1, 0, "GET"],
  ["it hangs up each time", 9, 9, "GET"],
  ["it hangs up on what may not be sent twice", 1, 9, "POST"],
] as const)("no answer: %s", async (_, times, load, method) => {
  const error = await ask(await hangsUp(times), { signal, method, load: () => load }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ why: "UND_ERR_SOCKET" });
});

test("millions of tiny chunks take no more memory than what is in them", async () => {
  const url = await speak((socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    flood(socket, "1\r\nx\r\n".repeat(10_000));
  });
  const before = process.memoryUsage().rss;
  await ask(url, { signal, deadline: 2 }).catch(() => undefined);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});

test("an end of the whole part ends the question, for the part's own reason", async () => {
  const part = new AbortController();
  const asked = ask(await speak(() => undefined), { signal: part.signal });
  const reason = new Error("the part is over");
  setTimeout(() => part.abort(reason), 50);
  await expect(asked).rejects.toBe(reason);
});
