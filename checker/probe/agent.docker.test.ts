import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { type Container, run } from "../engine/container.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import { Session } from "../engine/session.ts";
import { ensureReady } from "../setup/ready.ts";
import { Agent } from "./agent.ts";
import { type NoAnswer, noAnswer } from "./no-answer.ts";
import { until } from "./until.ts";

const { env } = process;
const { signal } = new AbortController();

let session: Session;
let network: Network;
let agent: Agent;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: ["node:20-slim", "redis:8"] });
  session = new Session({ docker: connect(env), env, emit: () => undefined, signal });
  network = await createNetwork(session, "agent");
  await run(session, { subject: "redis", image: "redis:8", network, aliases: ["redis"] });
  agent = await Agent.start(session, { network });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

test("connects to who listens, and says why it cannot", async () => {
  const connects = (host: string, port: number) =>
    agent.connect(host, port, 1).then(
      () => "connected",
      (error: NoAnswer) => error.why,
    );
  const seen = async () => ((await connects("redis", 6379)) === "connected" ? true : undefined);
  expect(await until(seen, { deadline: 20, signal })).toBe(true);
  expect(await connects("redis", 6380)).toBe("ECONNREFUSED");
  expect(await connects("nobody", 6379)).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

test("talks to redis", async () => {
  expect(await agent.redis(["PING"])).toBe("PONG");
});

const SERVER = `require("node:net").createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (chunk) => socket.end("heard " + chunk));
  if (process.argv[1] === "speaks") socket.end("hello");
  if (process.argv[1] === "endless") socket.write(Buffer.alloc(2_000_000));
}).listen(7000)`;

async function serving(name: string, ...command: string[]): Promise<Container> {
  const spec = { image: "node:20-slim", network, entrypoint: ["node", "-e"], command };
  return run(session, { ...spec, subject: name, aliases: [name] });
}

test("reads what a server sends, and says something to it first when it is told to", async () => {
  await serving("listens", SERVER);
  const seen = async () => (await agent.read("listens", 7000, { say: "this" }).catch(noAnswer)).toString();
  expect(await until(async () => ((await seen()) === "heard this" ? true : undefined), { deadline: 20, signal })).toBe(
    true,
  );
  await expect(agent.read("listens", 7000, { deadline: 0.3 })).rejects.toMatchObject({ why: "LATE" });
  await expect(agent.read("listens", 7001)).rejects.toMatchObject({ why: "ECONNREFUSED" });
});

test("what is too large is cut off, and the agent goes on", async () => {
  await serving("endless", SERVER, "endless");
  const listens = async () =>
    (await agent.connect("endless", 7000).catch(() => "away")) === undefined ? true : undefined;
  expect(await until(listens, { deadline: 20, signal })).toBe(true);
  await expect(agent.read("endless", 7000)).rejects.toMatchObject({ why: "TOO_LARGE" });
  const all = await agent.readTogether("endless", 7000, { visitors: 20 });
  expect(all.map((sent) => (sent as NoAnswer).why)).toEqual(Array.from({ length: 20 }, () => "TOO_LARGE"));
  expect(await agent.redis(["PING"])).toBe("PONG");
});

test("many read together, and each has its connection until all have read", async () => {
  await serving("many", SERVER, "speaks");
  // Takes one at a time: the next has to wait until this one goes.
  await serving("one", `${SERVER}.maxConnections = 1`, "speaks");
  const read = async (name: string) => {
    const all = await agent.readTogether(name, 7000, { visitors: 20, deadline: 2 });
    return all.filter((sent) => sent.toString() === "hello").length;
  };
  expect(await until(async () => ((await read("many")) === 20 ? true : undefined), { deadline: 20, signal })).toBe(
    true,
  );
  expect(await until(async () => ((await read("one")) === 1 ? true : undefined), { deadline: 20, signal })).toBe(true);
});
