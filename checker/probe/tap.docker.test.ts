import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { run } from "../engine/container.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import { Session } from "../engine/session.ts";
import { ensureReady } from "../setup/ready.ts";
import { Agent } from "./agent.ts";
import { exchangesOf } from "./exchanges.ts";
import { Tap } from "./tap.ts";
import { until } from "./until.ts";

const { env } = process;
const { signal } = new AbortController();

/** Answers after a tenth of a second, with what it was sent. */
const ECHO = `require("node:http").createServer((question, answer) => {
  const chunks = [];
  question.on("data", (chunk) => chunks.push(chunk));
  question.on("end", () => setTimeout(() => answer.end(Buffer.concat(chunks)), 100));
}).listen(80)`;

let session: Session;
let network: Network;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: ["node:20-slim", "python:3.13-slim"] });
  session = new Session({ docker: connect(env), env, emit: () => undefined, signal });
  network = await createNetwork(session, "tap");
  const entrypoint = ["node", "-e", ECHO];
  await run(session, { subject: "echo", image: "node:20-slim", network, aliases: ["echo"], entrypoint, command: [] });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

test("hears what a container asks and is answered, and when, and nothing of others", async () => {
  const [asking, other] = await Promise.all([Agent.start(session, { network }), Agent.start(session, { network })]);
  const answers = async () => (await other.http("http://echo/").catch(() => undefined)) && true;
  expect(await until(answers, { deadline: 20, signal })).toBe(true);
  await using tap = await Tap.start(session, "python:3.13-slim", asking.id);
  const body = Buffer.from([0, 255, 13, 10, 13, 10, 7]);
  await asking.http("http://echo/mine", { method: "POST", body });
  await other.http("http://echo/theirs", { method: "POST", body });
  expect(await tap.heard()).toEqual({ complete: true, flooded: false });
  const heard = tap.conversations.flatMap(exchangesOf);
  expect(heard.map(({ method, path, status }) => [method, path, status])).toEqual([["POST", "/mine", 200]]);
  expect(heard[0]?.body.equals(body) && heard[0]?.answer.equals(body)).toBe(true);
  expect((heard[0]?.answered ?? 0) - (heard[0]?.asked ?? 0)).toBeGreaterThan(0.098);
}, 60_000);

test("a container that has ended is told from one that says nothing", async () => {
  const asking = await Agent.start(session, { network });
  const tap = await Tap.start(session, "python:3.13-slim", asking.id);
  await tap[Symbol.asyncDispose]();
  expect(await tap.heard()).toEqual({ complete: false, flooded: false });
}, 60_000);

test("whoever drowns the listener is told from a machine that is too slow to listen", async () => {
  const asking = await Agent.start(session, { network });
  await using tap = await Tap.start(session, "python:3.13-slim", asking.id);
  const body = Buffer.alloc(1_000_000);
  const flooded = async () => {
    await asking.http("http://echo/flood", { method: "POST", body }).catch(() => undefined);
    return (await tap.heard()).flooded || undefined;
  };
  expect(await until(flooded, { deadline: 30, signal })).toBe(true);
  expect((await tap.heard()).complete).toBe(false);
}, 60_000);
