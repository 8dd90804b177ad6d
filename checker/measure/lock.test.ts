import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { gate } from "../core/testing.ts";
import { type LockOptions, measurementLock, quiet } from "./lock.ts";

/** Listens on a port of its own. */
async function listen(greet: (server: Server) => void = () => undefined): Promise<{ port: number; server: Server }> {
  const server = createServer();
  greet(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, server };
}

async function freePort(): Promise<number> {
  const { port, server } = await listen();
  server.close();
  await once(server, "close");
  return port;
}

/** Options, and who was named as the holder so far. */
function options(port: number, more: Partial<LockOptions> = {}) {
  const named: string[] = [];
  const told = gate();
  const waiting = (holder: string) => {
    named.push(holder);
    told.open();
  };
  return { port, signal: new AbortController().signal, waiting, ...more, named, told: told.opened };
}

const free = (lock: AsyncDisposable) => lock[Symbol.asyncDispose]();

test("one holds it; the next waits, is told once who holds it, and gets it when it is freed", async () => {
  const port = await freePort();
  const order: string[] = [];
  const first = await measurementLock(options(port));
  const second = options(port);
  const waiting = measurementLock(second).then((lock) => {
    order.push("second holds");
    return lock;
  });
  await second.told;
  order.push("first frees");
  await free(first);
  await free(await waiting);
  expect(order).toEqual(["first frees", "second holds"]);
  expect(second.named).toEqual([String(process.pid)]);
});

test("of many who wait, each gets it once, and never two at a time", async () => {
  const port = await freePort();
  let holders = 0;
  let most = 0;
  const turns = Array.from({ length: 8 }, async () => {
    await using _ = await measurementLock(options(port));
    most = Math.max(most, ++holders);
    await new Promise(setImmediate);
    holders--;
  });
  await Promise.all(turns);
  expect(most).toBe(1);
});

test("who goes on waiting when the lock passes to another is not told again", async () => {
  const port = await freePort();
  const first = await measurementLock(options(port));
  const two = [options(port), options(port)];
  const waiting = two.map((mine) => measurementLock(mine));
  await Promise.all(two.map(({ told }) => told));
  await free(first);
  const second = await Promise.race(waiting);
  // By the time that newcomers have been told, the one who was there before has heard of the new holder, too.
  for (let newcomer = 0; newcomer < 3; newcomer++) {
    const abort = new AbortController();
    const mine = options(port, { signal: abort.signal });
    const stopped = quiet(mine).catch(() => undefined);
    await mine.told;
    abort.abort();
    await stopped;
  }
  await free(second);
  for (const lock of await Promise.all(waiting)) if (lock !== second) await free(lock);
  expect(two.map(({ named }) => named.length)).toEqual([1, 1]);
});

test("a process that is killed frees it at once", async () => {
  const port = await freePort();
  const script = fileURLToPath(new URL("lock-holder.ts", import.meta.url));
  const child = execa("node", ["--import", "tsx", script, String(port)], { reject: false });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const mine = options(port);
  const waiting = measurementLock(mine);
  await mine.told;
  expect(mine.named).toEqual([String(child.pid)]);
  child.kill("SIGKILL");
  await free(await waiting);
});

test("quiet waits for the holder, and returns at once when there is none", async () => {
  const port = await freePort();
  const alone = options(port);
  await quiet(alone);
  expect(alone.named).toEqual([]);
  const lock = await measurementLock(options(port));
  const { told, ...mine } = options(port);
  const order: string[] = [];
  const waiting = quiet(mine).then(() => order.push("quiet"));
  await told;
  await new Promise(setImmediate);
  order.push("freed");
  await free(lock);
  await waiting;
  expect(order).toEqual(["freed", "quiet"]);
  expect(mine.named).toEqual([String(process.pid)]);
});

test.each([
  ["measurementLock", measurementLock],
  ["quiet", quiet],
])("%s ends at once when it is aborted, before or while it waits", async (_, wait) => {
  const port = await freePort();
  const lock = await measurementLock(options(port));
  const abort = new AbortController();
  const mine = options(port, { signal: abort.signal });
  const waiting = wait(mine);
  await mine.told;
  abort.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(wait(mine)).rejects.toThrow("enough");
  await free(lock);
});

test.each([
  ["says something else", (server: Server) => server.on("connection", (socket) => socket.end("220 mail ready\r\n"))],
  ["says nothing", (server: Server) => server.on("connection", (socket) => socket.on("error", () => undefined))],
])("another program on the port that %s is reported, not waited for", async (_, greet) => {
  const { port } = await listen(greet);
  const mine = options(port, { patience: 0.2 });
  await expect(measurementLock(mine)).rejects.toMatchObject({ code: "PORT_BUSY" });
  await expect(quiet(mine)).rejects.toMatchObject({ code: "PORT_BUSY" });
  expect(mine.named).toEqual([]);
});

test("a holder that has said who it is may hold it for as long as it likes", async () => {
  const port = await freePort();
  const lock = await measurementLock(options(port));
  const mine = options(port, { patience: 0.05 });
  const waiting = measurementLock(mine);
  await mine.told;
  // Another one's patience ends in the meantime: time has passed.
  const { port: silent } = await listen((server) =>
    server.on("connection", (socket) => socket.on("error", () => undefined)),
  );
  await expect(quiet(options(silent, { patience: 0.1 }))).rejects.toMatchObject({ code: "PORT_BUSY" });
  await free(lock);
  await free(await waiting);
});
