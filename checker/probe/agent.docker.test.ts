import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import { run } from "../engine/container.ts";
import { createNetwork, type Network } from "../engine/network.ts";
import { Session } from "../engine/session.ts";
import { ensureReady } from "../setup/ready.ts";
import { Agent } from "./agent.ts";
import type { NoAnswer } from "./no-answer.ts";
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
