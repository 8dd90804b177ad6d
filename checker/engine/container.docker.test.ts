import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Event } from "../core/events.ts";
import { until } from "../probe/until.ts";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { Container, run } from "./container.ts";
import { createNetwork } from "./network.ts";
import type { RunSpec } from "./run-spec.ts";
import { Session } from "./session.ts";

const { env } = process;
const docker = connect(env);
const signal = new AbortController().signal;
const events: Event[] = [];

let session: Session;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: ["node:20-slim"] });
  session = new Session({ docker, env, emit: (event) => events.push(event), signal });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

/** A container that runs a line of JavaScript. */
const node = (script: string, more: Partial<RunSpec> = {}) =>
  run(session, { subject: "test", image: "node:20-slim", entrypoint: ["node", "-e", script], command: [], ...more });

const SERVER = 'require("http").createServer((_, r) => r.end("hello")).listen(80);';
const FOREVER = "setInterval(() => {}, 1000); console.log('up');";

/** Waits until something is true of a container. */
async function eventually<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const seen = await until(async () => (await look()) || undefined, { deadline: 60, signal });
  if (seen === undefined) throw new Error("not within 60 seconds");
  return seen;
}
const says = (container: Container, text: string) => eventually(async () => (await container.logs()).includes(text));
const ended = (container: Container) => eventually(async () => !(await container.state()).running);

test("is published on loopback only, and is gone when it is disposed", async () => {
  let id = "";
  {
    await using server = await node(SERVER, { publish: 80 });
    id = server.id;
    const text = await eventually(() =>
      fetch(server.url, { signal: AbortSignal.timeout(2000) })
        .then((reply) => reply.text())
        .catch(() => undefined),
    );
    expect(text).toBe("hello");
    const { NetworkSettings, HostConfig, Config } = await docker.getContainer(id).inspect();
    expect(NetworkSettings.Ports["80/tcp"]?.map(({ HostIp }) => HostIp)).toEqual(["127.0.0.1"]);
    expect(HostConfig).toMatchObject({ Memory: 512 * 1024 * 1024, PidsLimit: 256 });
    expect(HostConfig.SecurityOpt).toContain("no-new-privileges");
    expect(Config.Labels).toMatchObject(session.labels);
  }
  await expect(docker.getContainer(id).inspect()).rejects.toMatchObject({ statusCode: 404 });
});

test("one that has ended has no processes", async () => {
  await using container = await node("");
  await ended(container);
  expect(await container.processes()).toEqual([]);
});

test("one that is gone already can be disposed", async () => {
  const container = await node("");
  await docker.getContainer(container.id).remove({ force: true });
  await container[Symbol.asyncDispose]();
});

test("others on its network find it by its aliases", async () => {
  const network = await createNetwork(session, "aliases");
  await using _ = await node(SERVER, { network, aliases: ["greeter"] });
  const ask =
    'const go = () => fetch("http://greeter/").then(r => r.text()).then(console.log, () => setTimeout(go, 100)); go();';
  await using asker = await node(ask, { network });
  await says(asker, "hello");
});

test("within another's network, loopback is shared", async () => {
  await using server = await node(SERVER);
  const ask =
    'const go = () => fetch("http://127.0.0.1/").then(r => r.text()).then(console.log, () => setTimeout(go, 100)); go();';
  await using asker = await node(ask, { within: server.id });
  await says(asker, "hello");
});

test("one that has ended says so, with its exit code and its last lines", async () => {
  const script =
    "for (let i = 1; i <= 30; i++) console.log('line', i); console.error('last words'); process.exitCode = 3;";
  await using container = await node(script, { publish: 80 });
  await ended(container);
  expect(await container.state()).toMatchObject({ running: false, exitCode: 3, oomKilled: false });
  expect((await container.logs()).split("\n")).toHaveLength(12);
  // The engine reads stdout and stderr side by side: which line of the other comes before, nobody can say.
  const all = (await container.logs(1000)).split("\n");
  expect(all).toHaveLength(31);
  expect(all).toContain("last words");
});

test("the log of a container with a terminal is whole", async () => {
  const created = await docker.createContainer({
    Image: "node:20-slim",
    Tty: true,
    Labels: session.labels,
    Entrypoint: ["node", "-e", "console.log('first words')"],
    Cmd: [],
  });
  await created.start();
  await using container = new Container(session, created.id, "test", 0);
  await ended(container);
  expect((await container.logs()).trim()).toBe("first words");
});

describe("stop", () => {
  test("gives the seconds that it took", async () => {
    await using container = await node(`process.on("SIGTERM", () => process.exit(0)); ${FOREVER}`);
    await says(container, "up");
    const seconds = await container.stop(60);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
    expect(events).toContainEqual(expect.objectContaining({ type: "step-started", phase: "stop", subject: "test" }));
  });

  test("gives nothing when it had to be killed", async () => {
    await using container = await node(`process.on("SIGTERM", () => {}); ${FOREVER}`);
    await says(container, "up");
    expect(await container.stop(1)).toBeUndefined();
  });
});

test("a command that is not there is refused in the engine's words", async () => {
  await expect(node("", { entrypoint: ["no-such-program"] })).rejects.toThrow(/no-such-program.*not found/s);
});

test("nothing is started for a run that was aborted; what a session made is gone when it ends", async () => {
  const abort = new AbortController();
  const other = new Session({ docker, env, emit: () => undefined, signal: abort.signal });
  const { id } = await run(other, {
    subject: "test",
    image: "node:20-slim",
    entrypoint: ["node", "-e", FOREVER],
    command: [],
  });
  abort.abort(new Error("enough"));
  await expect(run(other, { subject: "test", image: "node:20-slim" })).rejects.toThrow("enough");
  await other[Symbol.asyncDispose]();
  await expect(docker.getContainer(id).inspect()).rejects.toMatchObject({ statusCode: 404 });
});
